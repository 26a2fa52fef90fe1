# SPDX-License-Identifier: GPL-3.0-or-later
# net-ftp for the matrix: HOST PORT SECURITY MODE USER PASSWORD CERTIFICATE VERB WORDS...
require 'net/ftp'

host, port, security, mode, user, password, certificate, verb, *words = ARGV
options = { port: port.to_i, username: user, password: password, passive: mode == 'passive', open_timeout: 60, read_timeout: 60 }
options[:ssl] = { ca_file: certificate } unless security == 'plain'

Net::FTP.open(host, **options) do |ftp|
  verbs = {
    'names' => ->(folder) { puts(ftp.mlsd(folder).select { |entry| entry.file? || entry.directory? }.map { |entry| entry.pathname.b }) },
    'put' => ->(local, remote) { ftp.putbinaryfile(local, remote) },
    'get' => ->(remote, local) { ftp.getbinaryfile(remote, local) },
    'resume_put' => lambda { |local, remote|
      ftp.resume = true
      ftp.putbinaryfile(local, remote)
    },
    'resume_get' => lambda { |remote, local|
      ftp.resume = true
      ftp.getbinaryfile(remote, local)
    },
    'rename' => ->(old, new) { ftp.rename(old, new) },
    'delete' => ->(path) { ftp.delete(path) },
    'make_folders' => ->(*paths) { paths.each { |path| ftp.mkdir(path) } }
  }
  verbs.fetch(verb).call(*words)
end
