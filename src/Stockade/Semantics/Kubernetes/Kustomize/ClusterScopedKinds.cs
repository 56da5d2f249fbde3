namespace Stockade.Semantics.Kubernetes.Kustomize;

/// <summary>
/// The kinds that kustomize knows to lie in no namespace, from the Kubernetes API it carries (kyaml/openapi). It takes every other kind, those
/// of custom resources too, for one that does.
/// </summary>
internal static class ClusterScopedKinds
{
    public static bool Contains(string group, string kind) => kind switch
    {
        "Namespace" or "Node" or "PersistentVolume" or "ComponentStatus" => group.Length == 0,
        "ClusterRole" or "ClusterRoleBinding" => group is "rbac.authorization.k8s.io",
        "StorageClass" or "VolumeAttachment" or "CSIDriver" or "CSINode" => group is "storage.k8s.io",
        "CustomResourceDefinition" => group is "apiextensions.k8s.io",
        "APIService" => group is "apiregistration.k8s.io",
        "MutatingWebhookConfiguration" or "ValidatingWebhookConfiguration" => group is "admissionregistration.k8s.io",
        "CertificateSigningRequest" => group is "certificates.k8s.io",
        "IngressClass" => group is "networking.k8s.io",
        "RuntimeClass" => group is "node.k8s.io",
        "PodSecurityPolicy" => group is "policy",
        "PriorityClass" => group is "scheduling.k8s.io",
        "FlowSchema" or "PriorityLevelConfiguration" => group is "flowcontrol.apiserver.k8s.io",
        "TokenReview" => group is "authentication.k8s.io",
        "SelfSubjectAccessReview" or "SelfSubjectRulesReview" or "SubjectAccessReview" => group is "authorization.k8s.io",
        _ => false,
    };
}
