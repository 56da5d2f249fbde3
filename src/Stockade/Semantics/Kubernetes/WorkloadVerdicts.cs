namespace Stockade.Semantics.Kubernetes;

/// <summary>Both verdicts of a workload in its scope.</summary>
internal sealed record WorkloadVerdicts(Verdict<ImdsReachability> Imds, Verdict<IngressExposure> Ingress);
