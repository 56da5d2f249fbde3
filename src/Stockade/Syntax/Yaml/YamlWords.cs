namespace Stockade.Syntax.Yaml;

/// <summary>The words that stand in most manifests, so that a tree need not hold a copy of each.</summary>
internal static class YamlWords
{
    // A power of two, some times the number of words.
    private const int Size = 1024;

    private const string All =
        "apiVersion kind metadata name namespace labels annotations spec selector matchLabels matchExpressions key operator values template containers initContainers image "
        + "imagePullPolicy ports containerPort protocol env value valueFrom secretKeyRef configMapKeyRef fieldRef fieldPath resources limits requests cpu memory replicas strategy type "
        + "rollingUpdate maxSurge maxUnavailable volumes volumeMounts mountPath readOnly subPath configMap secret secretName emptyDir persistentVolumeClaim claimName items path "
        + "livenessProbe readinessProbe startupProbe httpGet tcpSocket exec port scheme initialDelaySeconds periodSeconds timeoutSeconds failureThreshold successThreshold "
        + "securityContext runAsNonRoot runAsUser runAsGroup fsGroup allowPrivilegeEscalation readOnlyRootFilesystem capabilities drop add privileged seccompProfile "
        + "serviceAccountName serviceAccount automountServiceAccountToken nodeSelector tolerations affinity effect hostNetwork hostPID hostIPC dnsPolicy restartPolicy "
        + "terminationGracePeriodSeconds imagePullSecrets command args workingDir envFrom lifecycle preStop postStart policyTypes ingress egress from to podSelector namespaceSelector "
        + "ipBlock cidr except endPort targetPort nodePort clusterIP externalTrafficPolicy loadBalancerSourceRanges sessionAffinity rules host http paths pathType backend service "
        + "number tls hosts ingressClassName data stringData roleRef subjects apiGroup apiGroups resourceNames verbs schedule jobTemplate completions parallelism backoffLimit "
        + "minReplicas maxReplicas scaleTargetRef metrics target averageUtilization patches namePrefix nameSuffix commonLabels generators components configMapGenerator "
        + "secretGenerator images newName newTag options description properties required default format enum schema versions served storage status conditions group names plural "
        + "singular shortNames listKind scope on jobs steps uses with run runs-on needs if id push branches pull_request permissions contents "
        + "v1 apps/v1 batch/v1 networking.k8s.io/v1 rbac.authorization.k8s.io/v1 cilium.io/v2 Deployment StatefulSet DaemonSet Job CronJob Pod Service NetworkPolicy Namespace "
        + "ConfigMap Secret ServiceAccount Role RoleBinding ClusterRole ClusterRoleBinding Ingress Egress Kustomization List TCP UDP true false Always IfNotPresent ClusterIP "
        + "LoadBalancer NodePort In NotIn Exists DoesNotExist string object array integer boolean app app.kubernetes.io/name app.kubernetes.io/instance "
        + "app.kubernetes.io/component app.kubernetes.io/part-of app.kubernetes.io/managed-by kubernetes.io/metadata.name tier 80 443 8080 http https default kube-system";

    private static readonly string?[] s_table = Fill();

    public static string Get(ReadOnlySpan<char> word) => Find(word) ?? word.ToString();

    /// <summary>Null for a word that is none of these.</summary>
    public static string? Find(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty)
            return string.Empty;
        return s_table[Hash(word)] is { } known && word.SequenceEqual(known) ? known : null;
    }

    private static string?[] Fill()
    {
        // Of words that fall together the first is kept.
        var table = new string?[Size];
        foreach (var word in All.Split(' '))
            table[Hash(word)] ??= word;
        return table;
    }

    private static int Hash(ReadOnlySpan<char> word) => ((word[0] * 7) + (word[^1] * 59) + (word[word.Length / 2] * 367) + (word.Length * 101)) & (Size - 1);
}
