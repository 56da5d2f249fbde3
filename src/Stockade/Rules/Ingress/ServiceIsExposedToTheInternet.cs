using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Rules.Ingress;

internal sealed class ServiceIsExposedToTheInternet : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.ServiceIsExposedToTheInternet;

    public override void Initialize(AnalysisContext context)
    {
        var allowed = context.Settings.ExposedServices.AllowedServices;
        context.RegisterScopeAction(scope => AnalyzeScope(scope, allowed));
    }

    private static void AnalyzeScope(ScopeAnalysisContext context, ImmutableArray<string> allowed)
    {
        var byNamespace = context.Scope.Workloads.ToLookup(static workload => workload.Namespace, StringComparer.Ordinal);
        foreach (var service in context.Scope.Services)
        {
            if (service.Exposure is ServiceExposure.Unknown or ServiceExposure.Limited)
                continue;
            if (allowed.Any(pattern => IsMeant(pattern, service.Object)))
                continue;

            // Endpoints that are set by hand, or pods whose labels cannot be read, say nothing about policies.
            if (service.Selector.IsEmpty)
                continue;
            ImmutableArray<Workload> open =
            [
                .. byNamespace[service.Object.Namespace]
                    .Where(workload => service.Selector.Matches(workload.PodLabels) == Truth.True)
                    .Where(workload => context.Model.AdmitsWorld(context.Scope, workload, service) == Truth.True),
            ];
            if (!open.IsEmpty)
                Report(context, service, open);
        }
    }

    private static bool IsMeant(string pattern, KubernetesObject service) =>
        pattern.Split('/') is [var space, var name] && NamePattern.Matches(space, service.Namespace) && NamePattern.Matches(name, service.Name);

    private static void Report(ScopeAnalysisContext context, KubernetesService service, ImmutableArray<Workload> open)
    {
        var item = service.Object;
        var isOnNodes = service.Exposure == ServiceExposure.Nodes;
        var door = isOnNodes ? "type NodePort opens a port on every node"
            : service.WrittenRanges.Length > 0 ? $"its load balancer is public and admits {service.WrittenRanges}"
            : "its load balancer is public and has no source ranges";
        context.ReportDiagnostic(RuleDiagnostics.ServiceIsExposedToTheInternet(
            at: service.TypeLocation,
            new DiagnosticSubject { Scope = context.Scope.Name, Namespace = item.Namespace, Cause = item.Id },
            service: item.Name,
            @namespace: item.Namespace,
            whom: isOnNodes ? "whoever reaches a node" : "the Internet",
            cause: $"{door}, and no policy keeps {SubjectPhrase.Workloads(open)} from it",
            related: [.. open.Select(static workload => new RelatedLocation(workload.Object.NameLocation, "behind it"))],

            // The nodes of AKS have private addresses unless the pool asks for public ones.
            severity: isOnNodes ? DiagnosticSeverity.Info : null));
    }
}
