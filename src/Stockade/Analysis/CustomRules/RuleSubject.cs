using Stockade.Text;

namespace Stockade.Analysis.CustomRules;

/// <summary>One subject of a custom rule.</summary>
/// <param name="Phrase">How messages name it.</param>
/// <param name="Location">Its name in a file.</param>
/// <param name="Identity">What a diagnostic about it is about.</param>
/// <param name="Content">What the schema judges.</param>
internal sealed record RuleSubject(string Phrase, SourceLocation Location, DiagnosticSubject Identity, SubjectWriter Content);
