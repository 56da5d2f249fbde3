using System.Collections.Immutable;
using System.Globalization;
using Stockade.Text;

namespace Stockade.Analysis.Suppressions;

/// <summary>
/// Takes out what is suppressed and judges the suppressions themselves. One without a reason, past its date or otherwise at fault
/// suppresses nothing: a finding is never hidden by what cannot be understood.
/// </summary>
internal sealed class SuppressionFilter
{
    private readonly ImmutableHashSet<string> _rules;
    private readonly ImmutableHashSet<string> _ran;
    private readonly DateOnly? _today;

    // A template may be rendered several times: what is used in one of them is used.
    private readonly HashSet<SourceLocation> _used = [];

    /// <param name="rules">The ids of all rules that can be suppressed.</param>
    /// <param name="ran">Those that ran on everything: only of them is it known that a suppression is unused.</param>
    /// <param name="today">The day of the run; without it nothing expires.</param>
    public SuppressionFilter(IEnumerable<string> rules, IEnumerable<string> ran, DateOnly? today)
    {
        _rules = rules.ToImmutableHashSet(StringComparer.Ordinal);
        _ran = ran.ToImmutableHashSet(StringComparer.Ordinal);
        _today = today;
    }

    /// <summary>True for a rule that speaks of the analysis itself: a comment that could silence it would hide that the run proves less.</summary>
    public static bool IsUnsuppressible(string id) => id is "AKS9000" or "AKS9003" or "AKS9004" or "AKS9005";

    public SuppressionOutcome Apply(ImmutableArray<RuleDiagnostic> diagnostics, ImmutableArray<Suppression> suppressions)
    {
        if (suppressions.IsEmpty)
            return new SuppressionOutcome(diagnostics, [], []);

        var valid = suppressions.Where(IsValid).ToImmutableArray();
        var shown = ImmutableArray.CreateBuilder<RuleDiagnostic>(diagnostics.Length);
        var suppressed = ImmutableArray.CreateBuilder<RuleDiagnostic>();
        foreach (var diagnostic in diagnostics)
        {
            if (Find(diagnostic, valid) is { } suppression)
                suppressed.Add(diagnostic with { Suppression = new DiagnosticSuppression(suppression.Directive.Reason, suppression.Directive.Location) });
            else
                shown.Add(diagnostic);
        }

        return new SuppressionOutcome(shown.ToImmutable(), suppressed.ToImmutable(), [.. suppressions.SelectMany(Judge)]);
    }

    /// <summary>The first suppression that covers it. All that do are used: to remove one of them is no fix.</summary>
    private Suppression? Find(RuleDiagnostic diagnostic, ImmutableArray<Suppression> suppressions)
    {
        if (!_rules.Contains(diagnostic.Id))
            return null;
        Suppression? first = null;
        foreach (var suppression in suppressions)
        {
            foreach (var rule in suppression.Directive.Rules)
            {
                if (rule.Id != diagnostic.Id || !suppression.Covers(diagnostic))
                    continue;
                _used.Add(rule.Location.Origin.Location);
                first ??= suppression;
            }
        }

        return first;
    }

    private bool IsValid(Suppression suppression) =>
        suppression.Directive is { Error: null, Reason.Length: > 0 } && !IsExpired(suppression.Directive);

    private bool IsExpired(SuppressionDirective directive) => directive.Until < _today;

    private IEnumerable<SuppressionProblem> Judge(Suppression suppression)
    {
        var directive = suppression.Directive;
        var rules = string.Join(", ", directive.Rules.Select(static rule => rule.Id));
        if (directive.Error is not null)
            return [new SuppressionProblem(directive.Location, rules, $"The suppression has no effect: {directive.Error}")];

        var unknown = directive.Rules.Where(rule => !_rules.Contains(rule.Id)).Select(rule => new SuppressionProblem(rule.Location, rule.Id, Unknown(rule.Id)));
        if (directive.Reason.Length == 0)
            return unknown.Append(new SuppressionProblem(directive.Location, rules, string.Empty) { LacksReason = true });
        if (IsExpired(directive))
        {
            var until = directive.Until!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            return unknown.Append(new SuppressionProblem(directive.Location, rules, $"The suppression of {rules} expired: it holds until {until}"));
        }

        var unused =
            from rule in directive.Rules
            where _ran.Contains(rule.Id) && _rules.Contains(rule.Id) && !_used.Contains(rule.Location.Origin.Location)
            select new SuppressionProblem(rule.Location, rule.Id, $"The suppression of {rule.Id} is unused: the rule reports nothing that it covers");
        return unknown.Concat(unused);
    }

    private string Unknown(string id)
    {
        if (IsUnsuppressible(id))
            return $"{id} cannot be suppressed";
        return NearestSpelling.Find(id, _rules.Order(StringComparer.Ordinal)) is { } near
            ? $"There is no rule '{id}'; did you mean '{near}'?"
            : $"There is no rule '{id}'";
    }
}
