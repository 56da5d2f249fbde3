using System.Text;
using Stockade.Syntax.Shell;

namespace Stockade.Semantics.AzureCli.Evaluation.Batch;

/// <summary>The private characters that stand for unknown text: those of the host's expressions first, then one for each that is met.</summary>
internal sealed class BatchUnknowns
{
    private const int Most = 4096;

    private readonly List<TextFragment> _fragments = [];
    private readonly Dictionary<string, char> _bySymbol = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _versions = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _spellings = new(StringComparer.OrdinalIgnoreCase);

    public BatchUnknowns(IEnumerable<string> atoms)
    {
        foreach (var symbol in atoms)
        {
            _bySymbol[symbol] = (char)(ShellText.FirstAtom + _fragments.Count);
            _fragments.Add(TextFragment.Unknown(symbol));
        }
    }

    /// <summary>A character of a script that only looks like one of these.</summary>
    public static char Sanitize(char c, ShellText text) =>
        c is >= ShellText.FirstAtom and < (char)(ShellText.FirstAtom + Most) && text.AtomAt(c) is null ? '\ufffd' : c;

    public bool IsUnknown(char c) => c - ShellText.FirstAtom is var index and >= 0 && index < _fragments.Count;

    public bool IsKnown(string text)
    {
        foreach (var c in text)
        {
            if (IsUnknown(c))
                return false;
        }

        return true;
    }

    public TextFragment FragmentOf(char c) => _fragments[c - ShellText.FirstAtom];

    public string Of(string symbol, UnknownOrigin origin = UnknownOrigin.Other, bool mayBeEmpty = true)
    {
        if (_bySymbol.TryGetValue(symbol, out var known))
            return known.ToString();
        if (_fragments.Count >= Most)
            return ((char)(ShellText.FirstAtom + _fragments.Count - 1)).ToString();
        var c = (char)(ShellText.FirstAtom + _fragments.Count);
        _fragments.Add(TextFragment.Unknown(_fragments.Count == Most - 1 ? "…" : symbol, origin, mayBeEmpty));
        _bySymbol[symbol] = c;
        return c.ToString();
    }

    /// <summary>The value of a variable that nobody assigns here.</summary>
    public string OfVariable(string name, UnknownOrigin origin) => Of($"%{Spell(name)}%", origin);

    /// <summary>The next value of a variable: after another assignment the same name means another value.</summary>
    public string OfNext(string name, UnknownOrigin origin = UnknownOrigin.Other)
    {
        ref var version = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_versions, name, out _);
        version++;
        return Of($"%{Spell(name)}#{(version + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)}%", origin);
    }

    /// <summary>The text with the expressions in place of what is unknown.</summary>
    public string Show(string text)
    {
        if (IsKnown(text))
            return text;
        var builder = new StringBuilder();
        foreach (var c in text)
            builder.Append(IsUnknown(c) ? FragmentOf(c).Text : c.ToString());
        return builder.ToString();
    }

    // Names compare without case: the first spelling stands for all.
    private string Spell(string name)
    {
        if (!_spellings.TryGetValue(name, out var spelling))
            _spellings.Add(name, spelling = name);
        return spelling;
    }
}
