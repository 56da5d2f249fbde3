namespace Stockade.Syntax.Shell;

/// <summary>A pipeline and the operator before it.</summary>
internal sealed record ShellAndOrElement(ShellAndOrOperator Operator, ShellPipeline Pipeline);
