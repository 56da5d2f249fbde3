using Microsoft.CodeAnalysis;

namespace Stockade.Analysis;

/// <summary>
/// Namespaces that belong to the platform, not to the application. What is wrong there is seldom in the hands of the reader, so it is
/// reported as information.
/// </summary>
internal static class SystemNamespaces
{
    public static bool Contains(string name) =>
        name.StartsWith("kube-", StringComparison.Ordinal)
        || name is "gatekeeper-system" or "calico-system" or "calico-apiserver" or "tigera-operator" or "azure-arc" or "aks-istio-system"
            or "app-routing-system" or "dapr-system" or "flux-system";

    public static RuleDiagnostic Lower(RuleDiagnostic diagnostic) =>
        diagnostic.Subject.Namespace is { } name && Contains(name) && diagnostic.Severity > DiagnosticSeverity.Info
            ? diagnostic with { Severity = DiagnosticSeverity.Info }
            : diagnostic;
}
