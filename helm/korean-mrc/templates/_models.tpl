{{/* The volume that holds a model. Takes (dict "name" "bert" "model" {...}). */}}
{{- define "mrc.model.volume" -}}
{{- $source := .model.source -}}
- name: model-{{ .name | replace "_" "-" }}
  {{- if eq $source.type "pvc" }}
  persistentVolumeClaim:
    claimName: {{ $source.pvc.existingClaim }}
    readOnly: true
  {{- else if eq $source.type "image" }}
  image:
    reference: {{ $source.image.reference }}
    pullPolicy: {{ $source.image.pullPolicy | default "IfNotPresent" }}
  {{- else if eq $source.type "hostPath" }}
  hostPath:
    path: {{ $source.hostPath.path }}
    type: Directory
  {{- else }}
  emptyDir:
    sizeLimit: {{ (get $source $source.type).size | default "5Gi" }}
  {{- end }}
{{- end -}}

{{- define "mrc.model.mount" -}}
- name: model-{{ .name | replace "_" "-" }}
  mountPath: /models/{{ .name }}
  readOnly: true
  {{- if and (eq .model.source.type "pvc") .model.source.pvc.subPath }}
  subPath: {{ .model.source.pvc.subPath }}
  {{- end }}
{{- end -}}

{{- define "mrc.model.fetched" -}}
{{- if has .source.type (list "http" "s3") -}}true{{- end -}}
{{- end -}}

{{/* Downloads one model before the pod starts. Takes (dict "root" $ "name" "bert" "model" {...} "security" {...}). */}}
{{- define "mrc.model.fetcher" -}}
{{- $source := get .model.source .model.source.type -}}
- name: fetch-{{ .name | replace "_" "-" }}
  image: {{ include "mrc.image" (dict "root" .root "image" .root.Values.modelFetcher.image "tag" .root.Values.modelFetcher.image.tag) }}
  imagePullPolicy: {{ .root.Values.modelFetcher.image.pullPolicy }}
  command: [/bin/sh, /scripts/fetch-model.sh]
  env:
    - name: MODEL_URL
      value: {{ include "mrc.model.url" .model.source | quote }}
    - name: MODEL_SHA256
      value: {{ $source.sha256 | quote }}
    - name: MODEL_DIR
      value: /models/{{ .name }}
    {{- if eq .model.source.type "s3" }}
    - name: S3_REGION
      value: {{ $source.region | default "us-east-1" | quote }}
    {{- with $source.existingSecret }}
    {{- range list "AWS_ACCESS_KEY_ID" "AWS_SECRET_ACCESS_KEY" }}
    - name: {{ . }}
      valueFrom:
        secretKeyRef:
          name: {{ $source.existingSecret }}
          key: {{ . }}
    {{- end }}
    {{- end }}
    {{- end }}
  resources:
    {{- toYaml .root.Values.modelFetcher.resources | nindent 4 }}
  securityContext:
    {{- toYaml .security | nindent 4 }}
  volumeMounts:
    - name: model-{{ .name | replace "_" "-" }}
      mountPath: /models/{{ .name }}
    - name: scripts
      mountPath: /scripts
      readOnly: true
{{- end -}}

{{- define "mrc.model.url" -}}
{{- if eq .type "http" -}}
{{- .http.url -}}
{{- else -}}
{{- $path := trimPrefix "s3://" .s3.uri -}}
{{- $endpoint := .s3.endpoint | default (printf "https://s3.%s.amazonaws.com" (.s3.region | default "us-east-1")) -}}
{{- printf "%s/%s" (trimSuffix "/" $endpoint) $path -}}
{{- end -}}
{{- end -}}

{{/* TensorFlow Serving's ModelServerConfig, re-read while it runs. */}}
{{- define "mrc.modelsConfig" -}}
model_config_list {
{{- range $name, $model := .Values.models }}
{{- if $model }}
  config {
    name: {{ $name | quote }}
    base_path: {{ printf "/models/%s" $name | quote }}
    model_platform: "tensorflow"
    {{- with $model.versions }}
    model_version_policy {
      specific {
        {{- range . }}
        versions: {{ int64 . }}
        {{- end }}
      }
    }
    {{- end }}
    {{- range $label, $version := $model.labels }}
    version_labels {
      key: {{ $label | quote }}
      value: {{ int64 $version }}
    }
    {{- end }}
  }
{{- end }}
{{- end }}
}
{{- end -}}
