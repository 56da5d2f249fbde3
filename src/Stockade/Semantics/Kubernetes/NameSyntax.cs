namespace Stockade.Semantics.Kubernetes;

/// <summary>The spellings the API server accepts for names, labels and ports (k8s.io/apimachinery/pkg/util/validation).</summary>
internal static class NameSyntax
{
    private const int MaxLabelPart = 63;
    private const int MaxSubdomain = 253;
    private const int MaxPortName = 15;

    /// <summary>A label key: an optional DNS prefix and <c>/</c>, then up to 63 characters.</summary>
    public static bool IsLabelKey(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return key.Length > 0 && IsLabelValue(key);
        return IsSubdomain(key[..slash]) && slash + 1 < key.Length && IsLabelValue(key[(slash + 1)..]);
    }

    /// <summary>A label value: empty, or up to 63 of letters, digits, <c>-_.</c>, with a letter or digit at both ends.</summary>
    public static bool IsLabelValue(string value) => value.Length == 0 || (value.Length <= MaxLabelPart && IsLabelText(value));

    /// <summary>A label value of whatever length, but not none.</summary>
    public static bool IsLabelText(string value)
    {
        if (value.Length == 0 || !char.IsAsciiLetterOrDigit(value[0]) || !char.IsAsciiLetterOrDigit(value[^1]))
            return false;
        foreach (var character in value)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_' or '.'))
                return false;
        }

        return true;
    }

    /// <summary>The name of an object: dot-separated DNS labels in lower case.</summary>
    public static bool IsSubdomain(string name)
    {
        if (name.Length is 0 or > MaxSubdomain)
            return false;
        foreach (var range in name.AsSpan().Split('.'))
        {
            if (!IsDnsLabel(name.AsSpan()[range], name.Length))
                return false;
        }

        return true;
    }

    /// <summary>The name of a namespace: one DNS label.</summary>
    public static bool IsNamespaceName(string name) => IsDnsLabel(name, MaxLabelPart);

    /// <summary>The name of a container port: up to 15 characters in lower case, at least one letter, no hyphen at an end or beside another.</summary>
    public static bool IsPortName(string name) =>
        IsDnsLabel(name, MaxPortName) && name.AsSpan().IndexOfAnyInRange('a', 'z') >= 0 && !name.Contains("--", StringComparison.Ordinal);

    private static bool IsDnsLabel(ReadOnlySpan<char> label, int maxLength)
    {
        if (label.IsEmpty || label.Length > maxLength || label[0] == '-' || label[^1] == '-')
            return false;
        foreach (var character in label)
        {
            if (!char.IsAsciiLetterLower(character) && !char.IsAsciiDigit(character) && character != '-')
                return false;
        }

        return true;
    }
}
