using Microsoft.CodeAnalysis;

namespace Stockade.Analysis.CustomRules;

/// <summary>A rule that holds where the subjects of a kind satisfy a schema.</summary>
internal sealed class CustomRule(CustomRuleDefinition definition) : Rule
{
    public override DiagnosticDescriptor Descriptor => definition.Descriptor;

    public override void Initialize(AnalysisContext context) => context.RegisterModelAction(AnalyzeModel);

    private void AnalyzeModel(ModelAnalysisContext context)
    {
        var subjects = new RuleSubjects(context.Model).Of(definition).ToList();
        if (subjects.Count == 0)
            return;

        var evaluator = SchemaEvaluator.Create(definition.Schema);
        foreach (var subject in subjects)
        {
            foreach (var violation in evaluator.Evaluate(subject.Content.Text))
            {
                if (IsCertain(violation, subject.Content.Places))
                    context.ReportDiagnostic(Describe(subject, violation));
            }
        }
    }

    /// <summary>False where it may hold in truth: a value that the files do not decide, or what may be given beside what is read.</summary>
    private static bool IsCertain(SchemaViolation violation, IReadOnlyList<SubjectPlace> places)
    {
        var place = places[violation.Line];
        if (place.IsUnknown || (violation.IsAbsence && place.IsOpen))
            return false;
        if (!violation.IsOfWhole && !violation.IsAbsence)
            return true;
        for (var line = violation.Line; violation.IsOfWhole && line <= place.End; line++)
        {
            if (places[line].IsUnknown || places[line].IsOpen)
                return false;
        }

        return true;
    }

    private RuleDiagnostic Describe(RuleSubject subject, SchemaViolation violation)
    {
        var place = subject.Content.Places[violation.Line];
        var location = place.Location.File is null || place.Location.Span.IsEmpty ? subject.Location : place.Location;
        return new RuleDiagnostic
        {
            Descriptor = definition.Descriptor,
            Location = location,
            Arguments = [subject.Phrase, place.Path.Length > 0 ? place.Path : "it", place.Value ?? location.Text, violation.Problem],
            Subject = subject.Identity with { Cause = $"{subject.Identity.Cause} {place.Path} {violation.Problem}" },
            Severity = definition.Descriptor.DefaultSeverity,
            Related = location.Equals(subject.Location) ? [] : [new RelatedLocation(subject.Location, "this one")],
        };
    }
}
