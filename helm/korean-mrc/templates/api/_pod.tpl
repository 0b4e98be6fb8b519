{{/* One Deployment of the service. Takes (dict "root" $ "component" "api" "replicas" 2 "label" "stable"). */}}
{{- define "mrc.api.deployment" -}}
{{- $root := .root -}}
{{- $api := $root.Values.api -}}
{{- $name := include "mrc.defaultModel" $root -}}
{{- $model := get $root.Values.models $name -}}
{{- $ofModel := eq $api.vocabulary.source "model" -}}
{{- $uid := ternary 1001 185 (eq $api.flavour "native") -}}
{{- $selector := dict "root" $root "component" .component -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "mrc.metadata" (dict "root" $root "component" .component "name" (printf "%s-%s" (include "mrc.fullname" $root) .component)) | nindent 2 }}
spec:
  {{- if not (kindIs "invalid" .replicas) }}
  replicas: {{ .replicas }}
  {{- end }}
  revisionHistoryLimit: 3
  selector:
    matchLabels:
      {{- include "mrc.selectorLabels" $selector | nindent 6 }}
  strategy:
    {{- toYaml $api.strategy | nindent 4 }}
  template:
    metadata:
      labels:
        {{- include "mrc.podLabels" (merge (dict "labels" $api.podLabels) $selector) | nindent 8 }}
        korean-mrc/traffic: api # what the Service selects: this Deployment and the canary's
      annotations:
        {{- if $api.auth.keys }}
        checksum/keys: {{ toJson $api.auth.keys | sha256sum }}
        {{- end }}
        kubectl.kubernetes.io/default-container: korean-mrc
        {{- with merge (dict) $api.podAnnotations $root.Values.commonAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      {{- include "mrc.pod" (dict "root" $root "values" $api) | nindent 6 }}
      {{- with $api.tolerations }}
      tolerations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $api.topologySpreadConstraints }}
      topologySpreadConstraints:
        {{- include "mrc.spread" (merge (dict "constraints" .) $selector) | trim | nindent 8 }}
      {{- end }}
      terminationGracePeriodSeconds: {{ add $api.shutdown.delaySeconds $api.shutdown.drainSeconds 5 }}
      securityContext:
        {{- toYaml (merge (dict) $api.podSecurityContext (dict "runAsUser" $uid "runAsGroup" $uid "fsGroup" $uid "fsGroupChangePolicy" "OnRootMismatch")) | nindent 8 }}
      {{- if and $ofModel (include "mrc.model.fetched" $model) }}
      initContainers:
        {{- include "mrc.model.fetcher" (dict "root" $root "name" $name "model" $model "security" $api.securityContext) | nindent 8 }}
      {{- end }}
      containers:
        - name: korean-mrc
          image: {{ include "mrc.image" (dict "root" $root "image" $api.image "tag" ($api.image.tag | default $root.Chart.AppVersion)) }}
          imagePullPolicy: {{ $api.image.pullPolicy }}
          ports:
            - {name: http, containerPort: {{ $api.containerPorts.http }}, protocol: TCP}
            - {name: management, containerPort: {{ $api.containerPorts.management }}, protocol: TCP}
          env:
            {{- include "mrc.api.env" (merge (dict "ofModel" $ofModel "model" $name) .) | trim | nindent 12 }}
          {{- with $api.envFrom }}
          envFrom:
            {{- toYaml . | nindent 12 }}
          {{- end }}
          startupProbe:
            httpGet: {path: /q/health/started, port: management}
            {{- toYaml $api.startupProbe | nindent 12 }}
          readinessProbe:
            httpGet: {path: /q/health/ready, port: management}
            {{- toYaml $api.readinessProbe | nindent 12 }}
          livenessProbe:
            httpGet: {path: /q/health/live, port: management}
            {{- toYaml $api.livenessProbe | nindent 12 }}
          resources:
            {{- toYaml $api.resources | nindent 12 }}
          securityContext:
            {{- toYaml $api.securityContext | nindent 12 }}
          volumeMounts:
            - {name: tmp, mountPath: /tmp}
            {{- if $ofModel }}
            {{- include "mrc.model.mount" (dict "name" $name "model" $model) | nindent 12 }}
            {{- else if eq $api.vocabulary.source "configMap" }}
            - {name: vocabulary, mountPath: /etc/korean-mrc/vocabulary, readOnly: true}
            {{- end }}
            {{- if $api.auth.enabled }}
            - {name: keys, mountPath: /etc/korean-mrc/keys, readOnly: true}
            {{- end }}
      volumes:
        - name: tmp
          emptyDir: {sizeLimit: 256Mi}
        {{- if $ofModel }}
        {{- include "mrc.model.volume" (dict "name" $name "model" $model) | nindent 8 }}
        {{- if include "mrc.model.fetched" $model }}
        - name: scripts
          configMap: {name: {{ include "mrc.fullname" $root }}-fetch}
        {{- end }}
        {{- else if eq $api.vocabulary.source "configMap" }}
        - name: vocabulary
          configMap: {name: {{ $api.vocabulary.configMap }}}
        {{- end }}
        {{- if $api.auth.enabled }}
        - name: keys
          secret: {secretName: {{ $api.auth.existingSecret | default (printf "%s-keys" (include "mrc.fullname" $root)) }}}
        {{- end }}
{{- end -}}
