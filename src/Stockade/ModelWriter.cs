using Stockade.Semantics;

namespace Stockade;

/// <summary>Writes what the files say: scopes with their workloads, policies and verdicts, clusters, and the commands they come from.</summary>
public static class ModelWriter
{
    /// <summary>Writes the whole model. The same result gives the same bytes.</summary>
    public static void Write(AnalysisResult result, ModelFormat format, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(writer);
        switch (format)
        {
            case ModelFormat.Text:
                ModelTextWriter.Write(result.Model, writer);
                break;
            case ModelFormat.Json:
                ModelJsonWriter.Write(result.Model, writer);
                break;
            case ModelFormat.Mermaid:
                ModelMermaidWriter.Write(result.Model, writer);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format));
        }
    }
}
