namespace Stockade.Syntax.Hosts;

/// <summary>Text with <c>$name</c> and <c>${name}</c>, as GitLab and Docker expand it by themselves.</summary>
internal static class VariableText
{
    /// <param name="raw">The text.</param>
    /// <param name="escape">What makes a dollar sign literal: another one, or a backslash.</param>
    /// <param name="find">The value of a variable; null where it is not known.</param>
    public static HostValue Expand(string raw, char escape, Func<string, HostValue?> find)
    {
        if (!raw.Contains('$', StringComparison.Ordinal))
            return HostValue.Known(raw);
        var fragments = new List<HostFragment>();
        var position = 0;
        while (raw.IndexOf('$', position) is var dollar and >= 0 && dollar + 1 < raw.Length)
        {
            if (escape is '\\' && dollar > position && raw[dollar - 1] is '\\')
            {
                fragments.Add(new HostFragment(raw[position..(dollar - 1)] + "$", IsKnown: true));
                position = dollar + 1;
                continue;
            }

            fragments.Add(new HostFragment(raw[position..dollar], IsKnown: true));
            var isBraced = raw[dollar + 1] is '{';
            var start = isBraced ? dollar + 2 : dollar + 1;
            var end = start;
            while (end < raw.Length && (char.IsAsciiLetterOrDigit(raw[end]) || raw[end] is '_'))
                end++;
            var name = raw[start..end];
            if (name.Length == 0)
            {
                // `$$`, or a dollar sign that begins nothing.
                fragments.Add(new HostFragment("$", IsKnown: true));
                position = raw[dollar + 1] == escape ? dollar + 2 : dollar + 1;
                continue;
            }

            var isPlain = !isBraced || (end < raw.Length && raw[end] is '}');
            if (isBraced && !isPlain)
                end = raw.IndexOf('}', end) is var close and >= 0 ? close : raw.Length - 1;
            if (isPlain && find(name) is { } value)
                fragments.AddRange(value.Fragments);
            else
                fragments.Add(new HostFragment($"${{{name}}}", IsKnown: false));
            position = isBraced ? end + 1 : end;
        }

        fragments.Add(new HostFragment(raw[Math.Min(position, raw.Length)..], IsKnown: true));
        return HostValue.Of(fragments);
    }
}
