using Stockade.Text;

namespace Stockade;

/// <summary>Tells which scripts are worth following: those that hold <c>az</c>, those that may apply policies, and those that may call one of these.</summary>
internal sealed class CallableScripts
{
    // A chain of scripts without az that is longer is none that people write.
    private const int MaxChain = 4;

    private static readonly System.Buffers.SearchValues<char> s_separators = System.Buffers.SearchValues.Create(" \t\r\n\"'`/\\;&|()<>{}$=,");

    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<SourceFile> _files = [];

    public CallableScripts(IReadOnlyCollection<SourceFile> scripts)
    {
        var rest = new List<SourceFile>();
        foreach (var file in scripts)
        {
            if (HoldsAz(file))
            {
                Add(file);
                continue;
            }

            rest.Add(file);
            if (MayApplyPolicies(file))
                _files.Add(file);
        }

        for (var i = 0; i < MaxChain && rest.Count > 0 && _names.Count > 0; i++)
        {
            var found = rest.FindAll(NamesOne);
            if (found.Count == 0)
                break;
            found.ForEach(Add);
            rest.RemoveAll(found.ToHashSet().Contains);
        }
    }

    public static bool HoldsAz(SourceFile file) => file.IsNamedByUser || file.Content.Contains("az", StringComparison.OrdinalIgnoreCase);

    // What no cluster is made by may still bring policies along, as text of its own.
    private static bool MayApplyPolicies(SourceFile file) => file.Content.Contains("kubectl", StringComparison.Ordinal) && file.Content.Contains("Policy", StringComparison.Ordinal);

    /// <summary>A list of variables runs only as a part of others.</summary>
    public bool IsFollowed(SourceFile file) => _files.Contains(file) && !file.Path.EndsWith(".env", StringComparison.OrdinalIgnoreCase);

    private void Add(SourceFile file)
    {
        _files.Add(file);
        _names.Add(file.Path[(file.Path.LastIndexOf('/') + 1)..]);
    }

    private bool NamesOne(SourceFile file)
    {
        var names = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        var text = file.Content.AsSpan();
        foreach (var range in text.SplitAny(s_separators))
        {
            if (names.Contains(text[range]))
                return true;
        }

        return false;
    }
}
