{{/* The service's environment; api.settings and api.env come last and win. */}}
{{- define "mrc.api.env" -}}
{{- $root := .root -}}
{{- $api := $root.Values.api -}}
{{- $batching := $root.Values.serving.batching -}}
{{- $settings := dict "mrc.serving.url" (include "mrc.servingUrl" $root) "mrc.serving.model" .model -}}
{{- $_ := set $settings "mrc.serving.timeout" $api.backend.timeout -}}
{{- $_ := set $settings "mrc.serving.max-in-flight" (int $api.backend.maxInFlight) -}}
{{- if and $root.Values.serving.enabled $batching.enabled -}}
{{- $_ := set $settings "mrc.serving.max-batch-size" (int $batching.maxBatchSize) -}}
{{- end -}}
{{- with .label }}{{ $_ := set $settings "mrc.serving.version-label" . }}{{ end -}}
{{- if .ofModel -}}
{{- $_ := set $settings "mrc.model.dir" (printf "/models/%s" .model) -}}
{{- else if eq $api.vocabulary.source "configMap" -}}
{{- $_ := set $settings "mrc.model.dir" "/etc/korean-mrc/vocabulary" -}}
{{- end -}}
{{- if $api.auth.enabled -}}
{{- $key := ternary $api.auth.existingSecretKey "api-keys.properties" (not (empty $api.auth.existingSecret)) -}}
{{- $_ := set $settings "mrc.api.keys-file" (printf "/etc/korean-mrc/keys/%s" $key) -}}
{{- end -}}
{{- if $api.tracing.enabled -}}
{{- $_ := set $settings "quarkus.otel.sdk.disabled" false -}}
{{- $_ := set $settings "quarkus.otel.exporter.otlp.endpoint" $api.tracing.endpoint -}}
{{- $_ := set $settings "quarkus.otel.traces.sampler.arg" $api.tracing.ratio -}}
{{- end -}}
{{- $_ := set $settings "quarkus.http.port" (int $api.containerPorts.http) -}}
{{- $_ := set $settings "quarkus.management.port" (int $api.containerPorts.management) -}}
{{- $_ := set $settings "quarkus.shutdown.delay" (printf "%ds" (int $api.shutdown.delaySeconds)) -}}
{{- $_ := set $settings "quarkus.shutdown.timeout" (printf "%ds" (int $api.shutdown.drainSeconds)) -}}
{{- range $name, $value := mergeOverwrite $settings $api.settings }}
{{- $whole := and (kindIs "float64" $value) (eq (toString (floor $value)) (toString $value)) }}
- name: {{ regexReplaceAll "[^A-Za-z0-9]" $name "_" | upper }}
  value: {{ ternary (toString (int64 $value)) (toString $value) $whole | quote }} {{- /* 1000000 would be 1e+06 */}}
{{- end }}
{{- if eq $api.flavour "jvm" }}
- name: JDK_JAVA_OPTIONS
  value: {{ printf "-XX:MaxRAMPercentage=%d -XX:+ExitOnOutOfMemoryError %s" (int $api.jvm.maxRamPercentage) $api.jvm.extraOptions | trim | quote }}
{{- end }}
{{- with $api.env }}
{{ toYaml . }}
{{- end }}
{{- end -}}
