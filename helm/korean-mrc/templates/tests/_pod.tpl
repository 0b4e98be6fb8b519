{{/* A pod of helm test. Its component is test, so that no Service sends it anything. Takes (dict "root" $ "name" "api" "script" "…"). */}}
{{- define "mrc.test" -}}
apiVersion: v1
kind: Pod
metadata:
  {{- $hooks := dict "helm.sh/hook" "test" "helm.sh/hook-delete-policy" "before-hook-creation,hook-succeeded" }}
  {{- include "mrc.metadata" (dict "root" .root "component" "test" "name" (printf "%s-test-%s" (include "mrc.fullname" .root) .name) "annotations" $hooks) | nindent 2 }}
spec:
  {{- include "mrc.pod" (dict "root" .root "values" dict) | nindent 2 }}
  restartPolicy: Never
  securityContext:
    runAsNonRoot: true
    runAsUser: 65532
    runAsGroup: 65532
    seccompProfile: {type: RuntimeDefault}
  containers:
    - name: test
      image: {{ include "mrc.image" (dict "root" .root "image" .root.Values.modelFetcher.image "tag" .root.Values.modelFetcher.image.tag) }}
      imagePullPolicy: {{ .root.Values.modelFetcher.image.pullPolicy }}
      command: [/bin/sh, -ec]
      args:
        - |
          {{- .script | nindent 10 }}
      resources:
        {{- toYaml .root.Values.modelFetcher.resources | nindent 8 }}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities: {drop: [ALL]}
{{- end -}}

{{- define "mrc.test.api" -}}
{{- if .root.Values.api.auth.enabled -}}
code=$(curl -sS -m 30 -o /dev/null -w '%{http_code}' '{{ .url }}/api/v1/limits')
echo "without a key: $code, 401 is wanted"
[ "$code" = 401 ]
{{- else -}}
reply=$(curl -sS -f -m 30 '{{ .url }}/api/v1/answers' -H 'content-type: application/json' -d '{"question": "설계를 맡은 건축가는 누구인가?", "context": "건축가 윤서진이 다리의 설계를 맡아 1984년에 공사를 시작했다.", "options": {"noAnswer": false}}')
echo "$reply"
case "$reply" in *'"answered":true'*) ;; *) exit 1 ;; esac
{{- end -}}
{{- end -}}

{{- define "mrc.test.model" -}}
metadata=$(curl -sS -f -m 30 '{{ .url }}/v1/models/{{ .model }}/metadata')
echo "$metadata"
for output in start_logits end_logits unique_ids; do
  case "$metadata" in *"\"$output\""*) ;; *) echo "the signature lacks $output"; exit 1 ;; esac
done
{{- end -}}
