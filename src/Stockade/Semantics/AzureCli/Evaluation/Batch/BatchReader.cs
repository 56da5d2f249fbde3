namespace Stockade.Semantics.AzureCli.Evaluation.Batch;

/// <summary>Reads batch files of cmd.</summary>
internal static class BatchReader
{
    public static ScriptResult Read(ScriptInput input) => new BatchEvaluator(input).Evaluate();
}
