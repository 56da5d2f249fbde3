using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;
using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli.Evaluation.Batch;

/// <summary>Splits the text after a program's name into the arguments the program gets.</summary>
internal sealed class BatchArguments(BatchUnknowns unknowns, BatchExpansion expansion, SourceFile file)
{
    /// <summary>
    /// <c>az</c> is a batch file that hands its arguments on with <c>%*</c>: cmd reads them a second time, inside parentheses, before Python
    /// splits them. Delayed expansion is inherited by the batch file ("setlocal /?").
    /// </summary>
    public ImmutableArray<CommandWord> SplitForBatchFile(IReadOnlyList<BatchChar> text, BatchVariables variables)
    {
        var read = new List<BatchChar>(text.Count);
        var isQuoted = false;
        for (var i = 0; i < text.Count; i++)
        {
            var c = text[i];
            if (c.Value is '"')
                isQuoted = !isQuoted;
            if (!isQuoted && c.Value is '^')
            {
                if (++i < text.Count)
                    read.Add(text[i]);
                continue;
            }

            if (!isQuoted && c.Value is '&' or '|' or '<' or '>' or '(' or ')')
            {
                // What az.cmd makes of these depends on its version.
                var rest = unknowns.Of(string.Concat(text.Skip(i).Select(static rest => rest.Value)));
                read.Add(new BatchChar(rest[0], TextSpan.FromBounds(c.Span.Start, Math.Max(c.Span.End, text[^1].Span.End))));
                break;
            }

            read.Add(c);
        }

        return Split(expansion.ExpandLate(read, variables));
    }

    /// <summary>
    /// The rules of the C runtime (UCRT, "Parsing C command-line arguments"): blanks separate, a quote toggles, two quotes inside quotes are one,
    /// and backslashes count only before a quote.
    /// </summary>
    public ImmutableArray<CommandWord> Split(IReadOnlyList<BatchChar> text)
    {
        var words = ImmutableArray.CreateBuilder<CommandWord>();
        var position = 0;
        while (true)
        {
            while (position < text.Count && BatchParser.IsBlank(text[position].Value))
                position++;
            if (position >= text.Count)
                return words.ToImmutable();
            position = ReadWord(text, position, words);
        }
    }

    private int ReadWord(IReadOnlyList<BatchChar> text, int start, ImmutableArray<CommandWord>.Builder words)
    {
        var value = new StringBuilder();
        var isQuoted = false;
        var mayBeAnyWords = false;
        var position = start;
        while (true)
        {
            var slashes = 0;
            for (; position < text.Count && text[position].Value is '\\'; position++)
                slashes++;
            var isQuote = position < text.Count && text[position].Value is '"';
            value.Append('\\', isQuote ? slashes / 2 : slashes);
            if (isQuote)
            {
                if (slashes % 2 == 1)
                {
                    value.Append('"');
                }
                else if (isQuoted && position + 1 < text.Count && text[position + 1].Value is '"')
                {
                    value.Append('"');
                    position++;
                }
                else
                {
                    isQuoted = !isQuoted;
                }

                position++;
                continue;
            }

            if (position >= text.Count || (!isQuoted && BatchParser.IsBlank(text[position].Value)))
                break;
            var c = text[position++].Value;
            mayBeAnyWords |= !isQuoted && unknowns.IsUnknown(c);
            value.Append(c);
        }

        words.Add(ToWord(value.ToString(), Location(text, start, position), mayBeAnyWords));
        return position;
    }

    public CommandWord ToWord(string value, SourceLocation location, bool mayBeAnyWords)
    {
        if (unknowns.IsKnown(value))
            return new CommandWord(value, location);
        var first = value.AsSpan().IndexOfAnyInRange(ShellText.FirstAtom, '\uf8ff');
        return new CommandWord(null, location)
        {
            Symbol = unknowns.Show(value),
            MayBeEmpty = value.All(c => unknowns.IsUnknown(c) && unknowns.FragmentOf(c).MayBeEmpty),
            MayBeAnyWords = mayBeAnyWords,
            Prefix = value[..first],
            Origin = unknowns.FragmentOf(value[first]).Origin,
        };
    }

    public SourceLocation Location(IReadOnlyList<BatchChar> text, int start, int end)
    {
        var (from, to) = (text[start].Span.Start, text[start].Span.End);
        for (var i = start + 1; i < end; i++)
        {
            from = Math.Min(from, text[i].Span.Start);
            to = Math.Max(to, text[i].Span.End);
        }

        return file.At(from, to);
    }
}
