// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace cosftp {

class Session;
struct SessionState;

/// The handlers of the command table, grouped by file: commands_login, _security, _navigation,
/// _files, _times, _checksums, _listing, _transfer, _parameters, _information, _site. Each sends
/// exactly one final reply, now or through the session's work or job.
namespace commands {

void user(Session &session, const QByteArray &name);
void pass(Session &session, const QByteArray &password);
void acct(Session &session, const QByteArray &account);
void rein(Session &session, const QByteArray &none);
void quit(Session &session, const QByteArray &none);

void auth(Session &session, const QByteArray &mechanism);
void pbsz(Session &session, const QByteArray &size);
void prot(Session &session, const QByteArray &level);
void ccc(Session &session, const QByteArray &none);

void cwd(Session &session, const QByteArray &path);
void cdup(Session &session, const QByteArray &none);
void pwd(Session &session, const QByteArray &none);

void mkd(Session &session, const QByteArray &path);
void rmd(Session &session, const QByteArray &path);
void dele(Session &session, const QByteArray &path);
void rnfr(Session &session, const QByteArray &path);
void rnto(Session &session, const QByteArray &path);
void size(Session &session, const QByteArray &path);

void mdtm(Session &session, const QByteArray &argument);
void mfmt(Session &session, const QByteArray &argument);
void mff(Session &session, const QByteArray &argument);

void hash(Session &session, const QByteArray &path);
void rang(Session &session, const QByteArray &bytes);
void md5(Session &session, const QByteArray &path);
void xcrc(Session &session, const QByteArray &argument);
void xmd5(Session &session, const QByteArray &argument);
void xsha1(Session &session, const QByteArray &argument);
void xsha256(Session &session, const QByteArray &argument);
void xsha512(Session &session, const QByteArray &argument);
void optsHash(Session &session, const QByteArray &algorithm);
/// What FEAT says of checksums.
QList<QByteArray> checksumFeatures(const SessionState &state);

void list(Session &session, const QByteArray &argument);
void nlst(Session &session, const QByteArray &argument);
void mlsd(Session &session, const QByteArray &path);
void mlst(Session &session, const QByteArray &path);
void stat(Session &session, const QByteArray &path);

void retr(Session &session, const QByteArray &path);
void stor(Session &session, const QByteArray &path);
void appe(Session &session, const QByteArray &path);
void stou(Session &session, const QByteArray &ignored);
void rest(Session &session, const QByteArray &offset);
void allo(Session &session, const QByteArray &size);
void abor(Session &session, const QByteArray &none);

void type(Session &session, const QByteArray &argument);
void stru(Session &session, const QByteArray &argument);
void mode(Session &session, const QByteArray &argument);
void port(Session &session, const QByteArray &argument);
void eprt(Session &session, const QByteArray &argument);
void pasv(Session &session, const QByteArray &none);
void epsv(Session &session, const QByteArray &argument);
void opts(Session &session, const QByteArray &argument);
void lang(Session &session, const QByteArray &tag);

void syst(Session &session, const QByteArray &none);
void feat(Session &session, const QByteArray &none);
void help(Session &session, const QByteArray &verb);
void noop(Session &session, const QByteArray &none);
void clnt(Session &session, const QByteArray &name);
void host(Session &session, const QByteArray &name);
void csid(Session &session, const QByteArray &facts);
void avbl(Session &session, const QByteArray &path);

void site(Session &session, const QByteArray &argument);
/// What SITE HELP and HELP SITE say: one command in each line.
QList<QByteArray> siteHelp();
/// Whether the first word of what stands behind SITE is one that this server knows.
bool isSiteCommand(const QByteArray &argument);
// SITE's words that stand with their relatives.
void siteRmdir(Session &session, const QByteArray &path);
void siteUtime(Session &session, const QByteArray &argument);

}  // namespace commands
}  // namespace cosftp
