// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cos_signature.h"

#include <QByteArray>
#include <QList>
#include <QTcpServer>

#include <functional>

class QTcpSocket;

namespace cosftp {

struct SeenRequest
{
    QByteArray method;
    QByteArray target;    ///< As it came, encoded.
    NamedValues headers;  ///< Names in lower case.
    QByteArray body;

    [[nodiscard]] QByteArray header(const QByteArray &name) const;
};

/// What the server does with one request: bytes exactly as they go out, and what then becomes of
/// the connection.
struct Reaction
{
    enum class End { Keep, Close, Reset, Hold };
    QByteArray bytes;
    End end = End::Keep;
};

/// A complete answer with Content-Length and a request id.
Reaction answerOf(int status, const QByteArray &body = {}, const NamedValues &headers = {});
/// An Error body with this code.
Reaction errorOf(int status, const QByteArray &code, const NamedValues &headers = {});

/// An HTTP server that misbehaves as told, in the thread of the test. Reactions are used up in the
/// order of the requests; when none is left, `otherwise` answers.
class ScriptedServer final : public QTcpServer
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScriptedServer)

public:
    ScriptedServer();

    QList<Reaction> reactions;
    std::function<Reaction(const SeenRequest &)> otherwise;
    /// True for requests that are answered as soon as their headers are there.
    std::function<bool(const SeenRequest &)> isEarly;
    QList<SeenRequest> seen;
    int connectionsClosed = 0;

    [[nodiscard]] QByteArray hostAndPort() const;
    [[nodiscard]] qint64 bytesUnsent() const;  ///< Not even taken by the kernel yet.

private:
    struct Connection
    {
        QByteArray unread;
        bool isDeaf = false;  ///< Has been told to hold: reads nothing any more.
    };

    void onConnection();
    void onData(QTcpSocket *socket, Connection &connection);
    bool takeRequest(QTcpSocket *socket, Connection &connection);
    Reaction nextReaction(const SeenRequest &request);
    static void carryOut(QTcpSocket *socket, Connection &connection, const Reaction &reaction);
};

}  // namespace cosftp
