{{/* What the schema cannot say. One message names the value, what is wrong with it and the remedy. */}}
{{- define "mrc.validate" -}}
{{- range $name, $model := .Values.models -}}
  {{- if $model -}}
    {{- $versions := list -}}
    {{- range $model.versions }}{{ $versions = append $versions (int64 .) }}{{ end -}}
    {{- range $label, $version := $model.labels -}}
      {{- if not (has (int64 $version) $versions) -}}
        {{- fail (printf "models.%s.labels.%s is %d, which models.%s.versions does not load: add it there, or point the label at another version" $name $label (int64 $version) $name) -}}
      {{- end -}}
    {{- end -}}
    {{- $source := $model.source -}}
    {{- if and (include "mrc.model.fetched" $model) (not (get $source $source.type).sha256) -}}
      {{- fail (printf "models.%s.source.%s.sha256 is empty: a SavedModel is code, so its archive needs its SHA-256 (sha256sum FILE)" $name $source.type) -}}
    {{- end -}}
    {{- if and (eq $source.type "image") (semverCompare "<1.31.0-0" $.Capabilities.KubeVersion.Version) -}}
      {{- fail (printf "models.%s.source.type is image, which Kubernetes %s does not know: it takes 1.33 (or 1.31 with the feature gate ImageVolume); use pvc or http" $name $.Capabilities.KubeVersion.Version) -}}
    {{- end -}}
    {{- $place := dict "pvc" "existingClaim" "image" "reference" "http" "url" "s3" "uri" "hostPath" "path" -}}
    {{- if not (get (get $source $source.type) (get $place $source.type)) -}}
      {{- fail (printf "models.%s.source.type is %s, but models.%s.source.%s.%s is empty" $name $source.type $name $source.type (get $place $source.type)) -}}
    {{- end -}}
  {{- end -}}
{{- end -}}
{{- $batching := .Values.serving.batching -}}
{{- if and $batching.enabled (ne (int (last $batching.allowedBatchSizes)) (int $batching.maxBatchSize)) -}}
  {{- fail (printf "the last of serving.batching.allowedBatchSizes is %d, but serving.batching.maxBatchSize is %d: TensorFlow Serving wants them equal" (int (last $batching.allowedBatchSizes)) (int $batching.maxBatchSize)) -}}
{{- end -}}
{{- if .Values.serving.enabled -}}
  {{- $default := include "mrc.defaultModel" . -}}
  {{- $model := get .Values.models $default -}}
  {{- $labels := list .Values.api.backend.versionLabel -}}
  {{- if .Values.api.canary.enabled }}{{ $labels = append $labels .Values.api.canary.versionLabel }}{{ end -}}
  {{- range $labels -}}
    {{- if and . (not (hasKey ($model.labels | default dict) .)) -}}
      {{- fail (printf "the service is to ask label %s, which models.%s.labels does not have: add it, with its version" . $default) -}}
    {{- end -}}
  {{- end -}}
  {{- if and (eq (int .Values.serving.autoscaling.minReplicas) 0) (ne .Values.serving.autoscaling.mode "keda") -}}
    {{- fail "serving.autoscaling.minReplicas is 0, which only mode keda can do" -}}
  {{- end -}}
  {{- if le (int .Values.serving.shutdown.gracePeriodSeconds) (int .Values.serving.shutdown.preStopSeconds) -}}
    {{- fail "serving.shutdown.gracePeriodSeconds must be more than preStopSeconds: the pod would be killed while it drains" -}}
  {{- end -}}
{{- else if not .Values.serving.external.url -}}
  {{- fail "serving.enabled is false and serving.external.url is empty: name the TensorFlow Serving to use, such as http://gpu-host:8501" -}}
{{- end -}}
{{- if and .Values.api.auth.enabled (not .Values.api.auth.existingSecret) (not .Values.api.auth.keys) -}}
  {{- fail "api.auth.enabled is true, but there is neither api.auth.existingSecret nor api.auth.keys" -}}
{{- end -}}
{{- if and (eq .Values.api.vocabulary.source "configMap") (not .Values.api.vocabulary.configMap) -}}
  {{- fail "api.vocabulary.source is configMap, but api.vocabulary.configMap names none" -}}
{{- end -}}
{{- if and .Values.gateway.enabled (not .Values.gateway.parentRefs) -}}
  {{- fail "gateway.enabled is true, but gateway.parentRefs names no Gateway" -}}
{{- end -}}
{{- if and .Values.api.tracing.enabled (not .Values.api.tracing.endpoint) -}}
  {{- fail "api.tracing.enabled is true, but api.tracing.endpoint names no collector, such as http://otel-collector.monitoring:4317" -}}
{{- end -}}
{{- end -}}
