import { join } from 'node:path'
import type { OrdinaryUser } from './ordinary-user.ts'

/** The configuration of one Dovecot that lives in `folder`; `more` is appended as it is. */
export function dovecotSettings(
  { tree, folder, port, user }: { tree: string; folder: string; port: number; user: OrdinaryUser },
  more: string,
): string {
  return `protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
instance_name = hoshin${port}
default_internal_user = ${user.name}
default_internal_group = ${user.group}
default_login_user = ${user.name}
default_vsz_limit = 1G
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
mail_location = maildir:${folder}/mail/%u/Maildir
mail_home = ${folder}/mail/%u
mail_uid = ${user.uid}
mail_gid = ${user.gid}
first_valid_uid = 1
first_valid_gid = 1
mail_max_userip_connections = 100
mailbox_list_index = yes
libexec_dir = ${join(tree, 'usr/lib/dovecot')}
mail_plugin_dir = ${join(tree, 'usr/lib/dovecot/modules')}
import_environment = TZ LD_LIBRARY_PATH
passdb {
  driver = passwd-file
  # One file each: Dovecot looks whether a file has changed no more than once a second.
  args = ${folder}/passwords/%u
}
userdb {
  driver = static
  args = uid=${user.uid} gid=${user.gid} home=${folder}/mail/%u
}
service imap-login {
  chroot =
  service_count = 0
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
  # A test that tries wrong passwords must not slow down the next one.
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Sent {
    special_use = \\Sent
    auto = subscribe
  }
  mailbox Trash {
    special_use = \\Trash
    auto = subscribe
  }
}
${more}
`
}
