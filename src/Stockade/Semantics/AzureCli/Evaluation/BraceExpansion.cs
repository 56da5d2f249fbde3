using System.Collections.Immutable;
using System.Globalization;
using Stockade.Syntax.Shell;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <summary>Brace expansion (bash manual): textual, before every other expansion; parts that are quoted or expand are indivisible.</summary>
internal static class BraceExpansion
{
    private const int MaxWords = 1024;

    /// <summary>The words that braces make of one, or null where they are too many to follow.</summary>
    public static ImmutableArray<ShellWord>? Expand(ShellWord word)
    {
        if (!word.Parts.Any(static part => part is LiteralPart literal && literal.Text.Contains('{', StringComparison.Ordinal)))
            return [word];
        var atoms = new List<Atom>();
        foreach (var part in word.Parts)
        {
            if (part is LiteralPart literal)
                atoms.AddRange(literal.Text.Select(c => new Atom(c, literal)));
            else
                atoms.Add(new Atom('\0', part));
        }

        if (atoms.Count > 16 * 1024)
            return null;
        var budget = MaxWords;
        var results = ExpandAtoms(atoms, ref budget, depth: 0);
        return results is null ? null : [.. results.Select(result => ToWord(result, word))];
    }

    private static List<List<Atom>>? ExpandAtoms(List<Atom> atoms, ref int budget, int depth)
    {
        if (depth > 32)
            return null;
        for (var open = 0; open < atoms.Count; open++)
        {
            if (!atoms[open].Is('{'))
                continue;
            var close = FindClose(atoms, open, out var commas);
            if (close < 0)
                continue;
            List<List<Atom>>? choices;
            if (commas.Count > 0)
            {
                choices = ExpandChoices(atoms, open, close, commas, ref budget, depth);
            }
            else
            {
                choices = Sequence(atoms, open, close, ref budget);
                if (choices is { Count: 0 })
                    continue;
            }

            // What stands after the braces is expanded for itself and joined to every choice.
            var tails = choices is null ? null : ExpandAtoms(atoms[(close + 1)..], ref budget, depth + 1);
            if (choices is null || tails is null || (budget -= choices.Count * tails.Count) < 0)
                return null;
            var head = atoms[..open];
            return [.. from choice in choices from tail in tails select (List<Atom>)[.. head, .. choice, .. tail]];
        }

        return [atoms];
    }

    private static List<List<Atom>>? ExpandChoices(List<Atom> atoms, int open, int close, List<int> commas, ref int budget, int depth)
    {
        var choices = new List<List<Atom>>();
        var start = open + 1;
        foreach (var end in commas.Append(close))
        {
            if (ExpandAtoms(atoms[start..end], ref budget, depth + 1) is not { } expanded || (budget -= expanded.Count) < 0)
                return null;
            choices.AddRange(expanded);
            start = end + 1;
        }

        return choices;
    }

    private static int FindClose(List<Atom> atoms, int open, out List<int> commas)
    {
        commas = [];
        var depth = 0;
        for (var i = open; i < atoms.Count; i++)
        {
            if (atoms[i].Is('{'))
                depth++;
            else if (atoms[i].Is('}') && --depth == 0)
                return i;
            else if (depth == 1 && atoms[i].Is(','))
                commas.Add(i);
        }

        return -1;
    }

    /// <summary>The items of <c>x..y</c> or <c>x..y..step</c>; none where the text is no sequence, null where it is too long.</summary>
    private static List<List<Atom>>? Sequence(List<Atom> atoms, int open, int close, ref int budget)
    {
        var inner = atoms[(open + 1)..close];
        if (inner.Count == 0 || inner.Any(static atom => atom.Part is not LiteralPart))
            return [];
        var ends = new string([.. inner.Select(static atom => atom.Character)]).Split("..");
        if (ends.Length is not (2 or 3))
            return [];
        long step = 1;
        if (ends.Length == 3 && !TryInteger(ends[2], out step))
            return [];
        IEnumerable<string>? items = null;
        long first, last;
        if (TryInteger(ends[0], out first) && TryInteger(ends[1], out last))
        {
            var width = IsPadded(ends[0]) || IsPadded(ends[1]) ? Math.Max(ends[0].Length, ends[1].Length) : 0;
            if (Math.Abs(last - first) / Math.Max(1, Math.Abs(step)) > budget)
                return null;
            items = Range(first, last, step).Select(number => Format(number, width));
        }
        else if (ends[0] is [var from] && ends[1] is [var to] && char.IsAsciiLetter(from) && char.IsAsciiLetter(to))
        {
            items = Range(from, to, step).Select(static code => ((char)code).ToString());
        }

        if (items is null)
            return [];
        var results = items.Select(item => item.Select(c => new Atom(c, inner[0].Part)).ToList()).ToList();
        return (budget -= results.Count) < 0 ? null : results;
    }

    private static IEnumerable<long> Range(long first, long last, long step)
    {
        step = Math.Max(1, Math.Abs(step));
        if (first <= last)
        {
            for (var i = first; i <= last; i += step)
                yield return i;
        }
        else
        {
            for (var i = first; i >= last; i -= step)
                yield return i;
        }
    }

    private static bool TryInteger(string text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && Math.Abs(value) < int.MaxValue;

    private static bool IsPadded(string number)
    {
        var digits = number.TrimStart('-', '+');
        return digits.Length > 1 && digits[0] is '0';
    }

    private static string Format(long number, int width)
    {
        var digits = Math.Abs(number).ToString(CultureInfo.InvariantCulture);
        return number < 0 ? "-" + digits.PadLeft(width - 1, '0') : digits.PadLeft(width, '0');
    }

    private static ShellWord ToWord(List<Atom> atoms, ShellWord origin)
    {
        var parts = ImmutableArray.CreateBuilder<ShellWordPart>();
        var literal = new System.Text.StringBuilder();
        LiteralPart? source = null;
        foreach (var atom in atoms)
        {
            if (atom.Part is LiteralPart text)
            {
                source ??= text;
                literal.Append(atom.Character);
                continue;
            }

            Flush();
            parts.Add(atom.Part);
        }

        Flush();
        JoinNames(parts);
        return new ShellWord(origin.Span, parts.ToImmutable());

        void Flush()
        {
            if (source is not null)
                parts.Add(new LiteralPart(source.Span, literal.ToString()));
            literal.Clear();
            source = null;
        }
    }

    /// <summary>Braces are text that is gone before variables are read: <c>$A{1,2}</c> means <c>$A1 $A2</c>.</summary>
    private static void JoinNames(ImmutableArray<ShellWordPart>.Builder parts)
    {
        for (var i = 0; i + 1 < parts.Count; i++)
        {
            if (parts[i] is not ParameterExpansion { Operator: ParameterOperator.None, Subscript: null, IsIndirect: false, IsLength: false } expansion
                || expansion.Span.Length != expansion.Name.Length + 1 || !(expansion.Name[0] is '_' || char.IsAsciiLetter(expansion.Name[0]))
                || parts[i + 1] is not LiteralPart literal)
            {
                continue;
            }

            var length = 0;
            while (length < literal.Text.Length && (literal.Text[length] is '_' || char.IsAsciiLetterOrDigit(literal.Text[length])))
                length++;
            parts[i] = expansion with { Name = expansion.Name + literal.Text[..length] };
            parts[i + 1] = literal with { Text = literal.Text[length..] };
        }
    }

    /// <summary>A character of literal text, or a part as a whole.</summary>
    private readonly record struct Atom(char Character, ShellWordPart Part)
    {
        public bool Is(char c) => Part is LiteralPart && Character == c;
    }
}
