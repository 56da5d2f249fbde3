namespace Stockade.Syntax.Hosts;

/// <summary>Finds out cheaply whether a YAML file may hold scripts, so that no other is parsed for them.</summary>
internal static class HostSniffer
{
    private static readonly HashSet<string> s_rootKeys = new(StringComparer.Ordinal)
    {
        "jobs", "steps", "stages", "runs", "hooks", "services", "extends", "variables", "parameters", "include", "default", "before_script", "after_script", "script",
        "trigger", "pr", "pool", "resources",
    };

    public static bool MayBeHost(string path, ReadOnlySpan<char> text)
    {
        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        if (name.Contains("gitlab-ci", StringComparison.Ordinal))
            return true;

        // What GitLab includes may be nothing but jobs, whose names are free.
        var hasKey = text.Contains("  script:", StringComparison.Ordinal);
        var lookup = s_rootKeys.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var line in text.EnumerateLines())
        {
            if (line.IsEmpty || !(char.IsAsciiLetter(line[0]) || line[0] is '"' or '\''))
                continue;
            var colon = line.IndexOf(':');
            if (colon < 0)
                continue;
            var key = line[..colon].Trim("\"' ");

            // A Kubernetes object; of its keys none is read here.
            if (key is "apiVersion")
                return false;
            hasKey |= lookup.Contains(key);
        }

        return hasKey;
    }
}
