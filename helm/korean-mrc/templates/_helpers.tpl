{{- define "mrc.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{/* At most 50 characters, so that every suffix fits into the 63 of a DNS label. */}}
{{- define "mrc.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else if contains (include "mrc.name" .) .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "mrc.name" .) | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Never changes after the first install: selectors cannot. Takes (dict "root" $ "component" "api"). */}}
{{- define "mrc.selectorLabels" -}}
app.kubernetes.io/name: {{ include "mrc.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "mrc.labels" -}}
{{ include "mrc.selectorLabels" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Labels of pods: without versions, which would restart GPU pods with every release of the chart. */}}
{{- define "mrc.podLabels" -}}
{{ include "mrc.selectorLabels" . }}
{{- with merge (dict) .labels .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* name, labels and annotations of an object. Takes (dict "root" $ "component" "api" "name" "…" "annotations" dict). */}}
{{- define "mrc.metadata" -}}
name: {{ .name }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "mrc.labels" . | nindent 2 }}
  {{- with .labels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with merge (dict) (.annotations | default dict) .root.Values.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* Takes (dict "root" $ "image" .Values.x.image "tag" "…"). The global registry goes before each image's own, the digest before the tag. */}}
{{- define "mrc.image" -}}
{{- $registry := .root.Values.global.imageRegistry | default .image.registry -}}
{{- with $registry }}{{ . }}/{{ end -}}
{{- .image.repository -}}
{{- if .image.digest -}}@{{ .image.digest }}{{- else -}}:{{ .tag }}{{- end -}}
{{- end -}}

{{- define "mrc.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "mrc.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/* Name of the model the service asks. */}}
{{- define "mrc.defaultModel" -}}
{{- $names := list -}}
{{- range $name, $model := .Values.models -}}
{{- if and $model $model.default }}{{ $names = append $names $name }}{{ end -}}
{{- end -}}
{{- if ne (len $names) 1 -}}
{{- fail (printf "exactly one of models.* has default: true, not %d: it is the one the service asks" (len $names)) -}}
{{- end -}}
{{- first $names -}}
{{- end -}}

{{- define "mrc.servingUrl" -}}
{{- if .Values.serving.enabled -}}
{{- printf "http://%s-serving:8501" (include "mrc.fullname" .) -}}
{{- else -}}
{{- .Values.serving.external.url -}}
{{- end -}}
{{- end -}}

{{- define "mrc.gpu" -}}
{{- if eq .Values.serving.accelerator.type "nvidia" -}}true{{- end -}}
{{- end -}}

{{/* Takes (dict "root" $ "constraints" list "component" "api"). */}}
{{- define "mrc.spread" -}}
{{- $root := .root -}}
{{- $component := .component -}}
{{- range .constraints }}
- {{ toYaml . | nindent 2 | trim }}
  labelSelector:
    matchLabels:
      {{- include "mrc.selectorLabels" (dict "root" $root "component" $component) | nindent 6 }}
  matchLabelKeys: [pod-template-hash]
{{- end }}
{{- end -}}

{{/* What all pods have in common. Takes (dict "root" $ "values" .Values.api). */}}
{{- define "mrc.pod" -}}
serviceAccountName: {{ include "mrc.serviceAccountName" .root }}
automountServiceAccountToken: false
enableServiceLinks: false # a Service named mrc-serving would set MRC_SERVING_PORT, which the service would take for a setting
{{- with .root.Values.global.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end -}}
