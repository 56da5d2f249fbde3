namespace Stockade.Tests.Analysis.Configuration;

/// <summary>Configurations, with what is wrong with them. The reader and the schema have to agree on each.</summary>
internal static class ConfigurationSamples
{
    /// <summary>A rule of a repository.</summary>
    public const string Rule = "---\nid: SHOP001\nname: ImageIsForeign\nseverity: warning\nmessage: \"{subject}: {problem}\"\nsubject: workload\n---\n\n# Images are our own\n\n## Schema\n\n```json\n{}\n```\n";

    public static string[] Valid { get; } =
    [
        "{}",
        "include: [k8s/, '*.sh']\nexclude:\n  - vendor/\n  - /charts/*/tests\n",
        "severity:\n  AKS4001: error\n  AKS3: info\n  AKS1: none\n",
        "scopes:\n  - name: dev\n    include: [k8s/base, k8s/dev]\n    exclude: [k8s/dev/old.yaml]\n    cluster: rg-dev/shop\n",
        "clusters:\n  - id: rg/shop\n  - id: rg/other\n    engine: cilium\n    api-server: private\n    imds-restriction: enabled\n",
        "application-namespaces: [kube-green]\nsystem-namespaces: [kube-*, platform]\n",
        "baseline: stockade.baseline.json\nmarkdown: true\nnamespace: shop\n",
        "rules:\n  AKS1002:\n    share: 0.001\n",
        "rules: { AKS1002: { share: 1 } }\n",
        "rules:\n  AKS1002: { share: 0.1, allowed-ranges: [8.0.0.0/8, AzureCloud] }\n  AKS3007: { allowed-services: [ingress-nginx/*, shop/web] }\n  AKS4007: { allowed-namespaces: [kube-*] }\n",
        "custom-rules: []\n",
        "charts:\n  - path: charts/shop\n    release: shop\n    namespace: retail\n    values:\n      - { name: plain }\n      - { name: prod, files: [prod.yaml], namespace: prod, release: shop-prod, cluster: rg/shop }\n",
        "custom-rules: [rules/SHOP001.md]\nseverity: { SHOP001: error }\n",
        "include: &patterns [k8s/]\nscopes: [{ name: all, include: *patterns }]\n",
    ];

    public static (string Text, string Problem)[] Invalid { get; } =
    [
        ("exclud: [vendor/]\n", "1:1: the configuration has no key 'exclud'; did you mean 'exclude'?"),
        ("files: [vendor/]\n", "1:1: the configuration has no key 'files'; it has scopes, include, exclude, severity, charts, clusters, application-namespaces, system-namespaces, baseline, markdown, namespace, rules, custom-rules"),
        ("[]\n", "1:1: the configuration is a mapping, not a list"),
        ("include: k8s/\n", "1:10: 'include' takes a list of texts, not 'k8s/'"),
        ("include:\n", "1:1: 'include' takes a list of texts, not nothing"),
        ("include: [k8s, 7]\n", "1:16: 'include' takes a list of texts, and '7' is none"),
        ("exclude: [{ a: b }]\n", "1:11: 'exclude' takes a list of texts, and a mapping is none"),
        ("severity: { AKS4001: warn }\n", "1:22: 'AKS4001' takes one of error, warning, info, none, not 'warn'"),
        ("severity: { AKS4001: eror }\n", "1:22: 'AKS4001' takes one of error, warning, info, none, not 'eror'; did you mean 'error'?"),
        ("severity: { AKS4O01: error }\n", "1:13: there is no rule 'AKS4O01'; did you mean 'AKS4001'?"),
        ("severity: error\n", "1:11: 'severity' takes a mapping, not 'error'"),
        ("scopes: { dev: [k8s] }\n", "1:9: 'scopes' takes a list of scopes, not a mapping"),
        ("scopes: [dev]\n", "1:10: a scope is a mapping, not 'dev'"),
        ("scopes: [{ include: [k8s] }]\n", "1:10: a scope needs a 'name'"),
        ("scopes: [{ name: dev }]\n", "1:10: a scope needs a 'include'"),
        ("scopes: [{ name: dev, include: [] }]\n", "1:32: 'include' needs a pattern"),
        ("scopes: [{ name: dev, include: [k8s], clusters: a/b }]\n", "1:39: a scope has no key 'clusters'; did you mean 'cluster'?"),
        ("clusters: [{ id: shop }]\n", "1:18: a cluster's id is resourceGroup/name, not 'shop'"),
        ("clusters: [{ engine: azure }]\n", "1:12: a cluster needs a 'id'"),
        ("clusters: [{ id: rg/shop, engine: celium }]\n", "1:35: 'engine' takes one of unknown, none, azure, calico, cilium, byo, not 'celium'; did you mean 'cilium'?"),
        ("charts: [{ release: shop }]\n", "1:10: a chart needs a 'path'"),
        ("charts: [{ path: shop, values: [dev.yaml] }]\n", "1:33: a set of values is a mapping, not 'dev.yaml'"),
        ("charts: [{ path: shop, values: [{ files: [dev.yaml] }] }]\n", "1:33: a set of values needs a 'name'"),
        ("charts: [{ path: shop, values: [{ name: dev, file: dev.yaml }] }]\n", "1:46: a set of values has no key 'file'; did you mean 'files'?"),
        ("markdown: yes please\n", "1:11: 'markdown' takes true or false, not 'yes please'"),
        ("namespace: 7\n", "1:12: 'namespace' takes a text, not '7'"),
        ("rules: { AKS1001: { share: 1 } }\n", "1:10: AKS1001 has no settings"),
        ("rules: { AKS1002: { shard: 1 } }\n", "1:21: AKS1002 has no key 'shard'; did you mean 'share'?"),
        ("rules: { AKS3007: { allowed-service: [a/b] } }\n", "1:21: AKS3007 has no key 'allowed-service'; did you mean 'allowed-services'?"),
        ("rules: { AKS4007: { allowed-namespaces: kube-system } }\n", "1:41: 'allowed-namespaces' takes a list of texts, not 'kube-system'"),
        ("rules: { AKS3O07: { allowed-services: [a/b] } }\n", "1:10: there is no rule 'AKS3O07'; did you mean 'AKS3007'?"),
        ("rules: { AKS1002: { share: 2 } }\n", "1:28: 'share' takes a number from 0 to 1, not '2'"),
        ("rules: { AKS1002: { share: some } }\n", "1:28: 'share' takes a number from 0 to 1, not 'some'"),
    ];

    /// <summary>What a schema cannot say, or what does not even make a document.</summary>
    public static (string Text, string Problem)[] InvalidBeyondTheSchema { get; } =
    [
        ("include: ['k8s/[a']\n", "1:11: 'k8s/[a' is no pattern: '[' has no ']'"),
        ("include: ['k8s/{a,b}']\n", "1:11: 'k8s/{a,b}' is no pattern: braces are no alternatives; write a pattern for each"),
        ("exclude: ['!k8s']\n", "1:11: '!k8s' is no pattern: a pattern does not begin with '!'; what is left out stands under 'exclude'"),
        ("include: [../other]\n", "1:11: '../other' is no pattern: '..' leads out of the root of the run"),
        ("include: ['k8s\\dev']\n", "1:11: 'k8s\\dev' is no pattern: folders are separated by '/'"),
        ("system-namespaces: ['*-system']\n", "1:21: '*-system' is no namespace: '*' stands at the end, for any rest"),
        ("rules: { AKS1002: { allowed-ranges: [10.0.0.0/8] } }\n", "1:38: '10.0.0.0/8' is no public IPv4 range in CIDR notation, and not AzureCloud"),
        ("rules: { AKS3007: { allowed-services: [web] } }\n", "1:40: a Service is namespace/name, with '*' at the end of either for any rest, not 'web'"),
        ("rules: { AKS4007: { allowed-namespaces: ['*-system'] } }\n", "1:42: '*-system' is no namespace: '*' stands at the end, for any rest"),
        ("charts: [{ path: shop }, { path: ./shop/ }]\n", "1:26: chart 'shop' is given twice; its sets of values stand under one 'values'"),
        ("charts: [{ path: ../shop }]\n", "1:18: '../shop' leads out of the root of the run"),
        ("charts: [{ path: shop, values: [{ name: dev }, { name: dev }] }]\n", "1:48: two sets of values are named 'dev'"),
        ("charts: [{ path: shop, values: [{ name: dev, files: [/dev.yaml] }] }]\n", "1:54: '/dev.yaml' leads out of the root of the run"),
        ("scopes:\n  - { name: dev, include: [a] }\n  - { name: dev, include: [b] }\n", "3:5: two scopes are named 'dev'"),
        ("clusters:\n  - { id: rg/a }\n  - { id: RG/a }\n", "3:5: cluster 'RG/a' is declared twice"),
        ("custom-rules: [rules/none.md]\n", "1:16: the rule 'rules/none.md' cannot be read: the file does not exist"),
        ("severity: { SHOP002: error }\ncustom-rules: [rules/SHOP001.md]\n", "1:13: there is no rule 'SHOP002'; did you mean 'SHOP001'?"),
        ("custom-rules:\n  - rules/SHOP001.md\n  - rules/SHOP001.md\n", "2:5: two rules have the id 'SHOP001'"),
        ("markdown: true\n---\nmarkdown: false\n", "3:1: a configuration is one document"),
        ("include: {{ .Values.include }}\n", "1:10: a configuration cannot be a template"),
        ("include: [a\nexclude: [b]\n", null!),
        ("include: [a]\ninclude: [b]\n", null!),
    ];
}
