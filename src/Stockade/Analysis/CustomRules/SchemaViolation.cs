namespace Stockade.Analysis.CustomRules;

/// <summary>What a schema says against a subject.</summary>
/// <param name="Line">The line of the subject's text, from 0.</param>
/// <param name="Problem">In words.</param>
/// <param name="IsAbsence">Something is not there, which is no fact where the subject may hold more than is known.</param>
/// <param name="IsOfWhole">It speaks of all that is below the line, too.</param>
internal readonly record struct SchemaViolation(int Line, string Problem, bool IsAbsence, bool IsOfWhole);
