// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/ftp_client.h"
#include "support/tls_peer.h"

namespace cosftp::test {

/// A small blocking FTPS client for tests: says exactly what it is told, in clear or under TLS.
class TlsFtpClient
{
public:
    /// How it ends an upload.
    enum class Ending { CloseNotify, Fin, Reset };

    /// `isImplicit`: TLS before the greeting.
    explicit TlsFtpClient(quint16 port, const TlsWish &wish = {}, bool isImplicit = false);

    /// AUTH TLS, handshake, PBSZ, PROT P, USER, PASS, TYPE I.
    TlsFtpClient &loggedIn(const QByteArray &user = "rw", const QByteArray &password = "secret");
    [[nodiscard]] ClientReply greeting() const { return m_greeting; }

    ClientReply send(const QByteArray &line);  ///< Adds CRLF; gives the next reply.
    void sendRaw(const QByteArray &bytes);
    ClientReply readReply();
    /// The handshake, behind AUTH.
    bool secure();
    /// Behind CCC: close_notify both ways.
    bool unsecure();

    /// EPSV and the connection; TLS on it is up to the caller. Goes on with the control
    /// connection's session if `resumes`.
    std::unique_ptr<TlsPeer> openData(bool resumes = true);
    /// A whole STOR: the final reply, or the one that refused.
    ClientReply store(const QByteArray &path, const QByteArray &bytes,
                      Ending ending = Ending::CloseNotify);
    /// A whole RETR or listing; the bytes land in `bytes` if they ended in close_notify.
    ClientReply retrieve(const QByteArray &command, QByteArray *bytes, bool resumes = true);

    /// The line was closed, whatever it was that was said before.
    bool waitForClose();
    void reset();
    [[nodiscard]] TlsPeer *tls() { return m_tls.get(); }

private:
    QByteArray readLine();
    bool receive();

    quint16 m_port;
    TlsWish m_wish;
    Descriptor m_socket;  // in clear
    std::unique_ptr<TlsPeer> m_tls;
    QByteArray m_buffer;
    ClientReply m_greeting;
};

}  // namespace cosftp::test
