using Stockade.Text;

namespace Stockade.Syntax;

/// <summary>What a reader could not make sense of, and where. The message is a fragment without a final period.</summary>
internal sealed record SyntaxError(SourceLocation Location, string Message);
