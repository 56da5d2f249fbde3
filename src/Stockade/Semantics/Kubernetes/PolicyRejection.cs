using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Why an object is refused, at the text that causes it, and by whom.</summary>
internal sealed record PolicyRejection(SourceLocation Location, string Path, string Message, string Refuser = PolicyRejection.ApiServer)
{
    public const string ApiServer = "The API server";
}
