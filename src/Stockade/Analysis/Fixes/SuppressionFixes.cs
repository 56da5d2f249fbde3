using System.Collections.Immutable;
using Stockade.Analysis.Suppressions;
using Stockade.Semantics;
using Stockade.Text;

namespace Stockade.Analysis.Fixes;

/// <summary>Takes away a suppression that has no effect: the rule out of its list, or the whole comment.</summary>
internal static class SuppressionFixes
{
    public static IEnumerable<FixCandidate> Propose(RuleDiagnostic diagnostic, SemanticModel model, ImmutableArray<string> customIds)
    {
        var directive = model.Comments.SelectMany(comment => SuppressionParser.ParseComment(comment, customIds))
            .FirstOrDefault(item => item.Location.Equals(diagnostic.Location) || item.Rules.Any(rule => rule.Location.Equals(diagnostic.Location)));
        if (directive is null)
            yield break;
        var isWhole = directive.Rules.Length == 1 || directive.Location.Equals(diagnostic.Location);
        var edit = isWhole ? RemoveComment(directive.Location) : RemoveRule(directive, diagnostic.Location);
        if (edit is { } found)
            yield return new FixCandidate(new Fix("Remove the suppression that has no effect", [found]), FixGoal.NoVerdict);
    }

    private static TextEdit? RemoveRule(SuppressionDirective directive, SourceLocation rule)
    {
        var index = directive.Rules.ToList().FindIndex(item => item.Location.Equals(rule));
        if (index < 0)
            return null;
        var file = rule.File;
        return index > 0
            ? new TextEdit(file.At(directive.Rules[index - 1].Location.Span.End, rule.Span.End), "")
            : new TextEdit(file.At(rule.Span.Start, directive.Rules[1].Location.Span.Start), "");
    }

    /// <summary>The comment, with its line where nothing else stands on it. Null where the comment holds more.</summary>
    private static TextEdit? RemoveComment(SourceLocation directive)
    {
        var file = directive.File;
        var number = file.Lines.GetLinePosition(directive.Span.Start).Line;
        var line = file.Lines.GetLineSpan(number);
        var before = file.Content.AsSpan(line.Start, directive.Span.Start - line.Start).TrimEnd(" \t");
        if (before is not [.., '#'] || file.Content.AsSpan(directive.Span.End, line.End - directive.Span.End).Trim().Length > 0)
            return null;
        before = before[..^1];
        if (before.Trim(" \t").IsEmpty)
            return new TextEdit(file.At(line.Start, number + 1 < file.Lines.Count ? file.Lines.GetLineSpan(number + 1).Start : line.End), "");
        return new TextEdit(file.At(line.Start + before.TrimEnd(" \t").Length, line.End), "");
    }
}
