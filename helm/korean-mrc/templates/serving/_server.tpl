{{/* Flags of tensorflow_model_server. */}}
{{- define "mrc.serving.args" -}}
{{- $serving := .Values.serving -}}
- --port={{ $serving.containerPorts.grpc }}
- --rest_api_port={{ $serving.containerPorts.rest }}
- --model_config_file=/etc/tf-serving/models/models.config
- --model_config_file_poll_wait_seconds={{ $serving.modelConfigPollSeconds }}
- --allow_version_labels_for_unavailable_models=true
- --monitoring_config_file=/etc/tf-serving/server/monitoring.config
{{- if $serving.batching.enabled }}
- --enable_batching=true
- --batching_parameters_file=/etc/tf-serving/server/batching.config
{{- end }}
- --enable_model_warmup={{ $serving.warmup.enabled }}
{{- if $serving.warmup.enabled }}
- --num_request_iterations_for_warmup={{ $serving.warmup.iterations }}
{{- end }}
- --max_num_load_retries={{ $serving.load.maxRetries }}
- --load_retry_interval_micros={{ int64 $serving.load.retryIntervalMicros }}
- --enable_profiler=false
- --enable_grpc_healthcheck_service=true
{{- if and (include "mrc.gpu" .) (gt (float64 $serving.accelerator.memoryFraction) 0.0) }}
- --per_process_gpu_memory_fraction={{ $serving.accelerator.memoryFraction }}
{{- end }}
{{- range $serving.extraArgs }}
- {{ . | quote }}
{{- end }}
{{- end -}}

{{- define "mrc.serving.resources" -}}
{{- $resources := deepCopy .Values.serving.resources -}}
{{- if include "mrc.gpu" . -}}
{{- $limits := merge (dict .Values.serving.accelerator.resourceName (int .Values.serving.accelerator.count)) ($resources.limits | default dict) -}}
{{- $_ := set $resources "limits" $limits -}}
{{- end -}}
{{ toYaml $resources }}
{{- end -}}

{{/* What TensorFlow Serving reads once, at its start. */}}
{{- define "mrc.serverConfig" -}}
monitoring.config: |
  prometheus_config { enable: true path: "/monitoring/prometheus/metrics" }
{{- with .Values.serving.batching }}
{{- if .enabled }}
batching.config: |
  max_batch_size { value: {{ .maxBatchSize }} }
  batch_timeout_micros { value: {{ int64 .batchTimeoutMicros }} }
  num_batch_threads { value: {{ .numBatchThreads }} }
  max_enqueued_batches { value: {{ .maxEnqueuedBatches }} }
  {{- range .allowedBatchSizes }}
  allowed_batch_sizes: {{ . }}
  {{- end }}
{{- end }}
{{- end }}
{{- end -}}
