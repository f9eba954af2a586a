{{- define "weir.name" -}}
{{ .Release.Name | trunc 40 | trimSuffix "-" }}
{{- end }}

{{- define "weir.serviceAccount" -}}
{{ .Values.serviceAccount.name | default (include "weir.name" .) }}
{{- end }}

{{/* Labels that select the pods of one service: never changed by an upgrade. */}}
{{- define "weir.selector" -}}
app.kubernetes.io/name: weir
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .service }}
{{- end }}

{{- define "weir.labels" -}}
{{ include "weir.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{/* Where searches find a stage: every pod of it, in turn. */}}
{{- define "weir.address" -}}
dns:///{{ include "weir.name" .root }}-{{ .service }}-headless.{{ .root.Release.Namespace }}.svc:{{ .root.Values.ports.grpc }}
{{- end }}

{{/* Where the console's server asks another service over HTTP: by the name that its certificate has. */}}
{{- define "weir.url" -}}
http{{ if .root.Values.tls.existingSecret }}s{{ end }}://{{ include "weir.name" .root }}-{{ .service }}-headless.{{ .root.Release.Namespace }}.svc:{{ .root.Values.ports.http }}
{{- end }}

{{/* A probe of this path that works however the API is encrypted. */}}
{{- define "weir.probe" -}}
{{- if .root.Values.tls.mutual -}}
exec:
  command:
    - node
    - -e
    - >-
      const read = (name) => require('fs').readFileSync('/run/secrets/tls/' + name);
      require('https').get({ port: {{ .root.Values.ports.http }}, path: '{{ .path }}', cert: read('tls.crt'), key: read('tls.key'), rejectUnauthorized: false },
      (answer) => process.exit(answer.statusCode === 200 ? 0 : 1)).on('error', () => process.exit(1))
{{- else -}}
httpGet:
  path: {{ .path }}
  port: http
  {{- if .root.Values.tls.existingSecret }}
  scheme: HTTPS
  {{- end }}
{{- end }}
{{- end }}
