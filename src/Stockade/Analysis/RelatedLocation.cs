using Stockade.Text;

namespace Stockade.Analysis;

/// <summary>A place that has to do with a diagnostic, and in a few words what.</summary>
internal readonly record struct RelatedLocation(SourceLocation Location, string Message);
