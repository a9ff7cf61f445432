/** Why a mail server cannot be used now. */
export const connection_problem = {
  'unknown-host':
    'The host name {{host}} of the {{way}} server is not known. Check host in the configuration. ({{detail}})',
  refused:
    'The {{way}} server {{host}}:{{port}} refused the connection. Check the port, and that the server runs.',
  'timed-out': 'There is no answer from the {{way}} server {{host}}:{{port}}. ({{detail}})',
  closed: 'The connection to the {{way}} server {{host}}:{{port}} was closed. ({{detail}})',
  'not-tls':
    'The {{way}} server {{host}}:{{port}} does not speak TLS at this port. Check tls and port in the configuration. ({{detail}})',
  certificate: 'The certificate of the {{way}} server {{host}}:{{port}} cannot be trusted. ({{detail}})',
  'no-starttls':
    'The {{way}} server {{host}}:{{port}} cannot be used with STARTTLS. Check tls in the configuration. ({{detail}})',
  'wrong-password':
    '{{user}} cannot sign in at the {{way}} server {{host}}:{{port}}. Check user and password. ({{detail}})',
  'no-folder':
    'There is no folder "{{folder}}" at the {{way}} server {{host}}. Check folders and sent in the configuration.',
  'no-sent-folder':
    'There is no Sent folder at the {{way}} server {{host}}. Name it as sent in the configuration.',
  'server-said': 'Something went wrong with the {{way}} server {{host}}:{{port}}: {{detail}}',
}

/** What `hoshin doctor` found. */
export const doctor = {
  'imap-works': '{{user}} can sign in at the IMAP server {{host}}:{{port}}.',
  'no-idle':
    'The IMAP server {{host}} does not announce new mail (IDLE); it is asked every {{seconds}} seconds.',
  'folder-works_one': 'The folder "{{folder}}" can be read ({{count}} mail).',
  'folder-works_other': 'The folder "{{folder}}" can be read ({{count}} mails).',
  'folders-there': 'Folders at the server: {{folders}}',
  'sent-works_one': 'The Sent folder is "{{folder}}" ({{count}} mail).',
  'sent-works_other': 'The Sent folder is "{{folder}}" ({{count}} mails).',
  'smtp-works': 'The SMTP server {{host}}:{{port}} is ready to send.',
}
