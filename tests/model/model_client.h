// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QTcpSocket>

#include <memory>

namespace cosftp::test {

/// How a client ends an upload.
enum class Ending { Whole, Abort, ResetData, ResetControl };

struct Answer
{
    int code = 0;  ///< 0: none came.
    QByteArray text;
};

/// What came of a download or listing.
struct Received
{
    Answer answer;
    QByteArray bytes;
};

/// An FTP client that shares its thread with the server: it waits in the event loop, never for
/// ever. What did not come in time is an answer with code 0.
class ModelClient
{
public:
    ModelClient(quint16 port, const QByteArray &user);
    ~ModelClient();
    Q_DISABLE_COPY_MOVE(ModelClient)

    [[nodiscard]] bool isLoggedIn() const { return m_isLoggedIn; }
    /// It reset its control connection.
    [[nodiscard]] bool isGone() const { return m_isGone; }
    Answer send(const QByteArray &line);
    /// The final reply; code 0 if the client did not stay to hear it.
    Answer store(const QByteArray &command, const QByteArray &bytes, Ending ending);
    /// Sends the bytes and falls silent: neither ends the data nor says anything more.
    Answer storeUntilSilence(const QByteArray &command, const QByteArray &bytes);
    /// `isAborted`: ABOR instead of reading on.
    Received retrieve(const QByteArray &command, bool isAborted = false);

private:
    Answer readReply();
    Answer begin(const QByteArray &command);
    Answer end(Ending ending);
    Answer abort();
    bool openData();

    QTcpSocket m_control;
    std::unique_ptr<QTcpSocket> m_data;
    bool m_isLoggedIn = false;
    bool m_isGone = false;
};

}  // namespace cosftp::test
