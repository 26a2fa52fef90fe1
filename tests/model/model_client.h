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
    int code = 0;
    QByteArray text;
};

/// What came of a download or listing.
struct Received
{
    Answer answer;
    QByteArray bytes;
};

/// An FTP client that shares its thread with the server: it waits in the event loop.
class ModelClient
{
public:
    explicit ModelClient(quint16 port);
    ~ModelClient();

    [[nodiscard]] bool isLoggedIn() const { return m_isLoggedIn; }
    /// It reset its control connection.
    [[nodiscard]] bool isGone() const { return m_isGone; }
    Answer send(const QByteArray &line);
    /// The final reply; code 0 if the client did not stay to hear it.
    Answer store(const QByteArray &command, const QByteArray &bytes, Ending ending);
    /// `isAborted`: ABOR instead of reading on.
    Received retrieve(const QByteArray &command, bool isAborted = false);

private:
    Answer readReply();
    std::unique_ptr<QTcpSocket> openData();

    QTcpSocket m_control;
    bool m_isLoggedIn = false;
    bool m_isGone = false;
};

}  // namespace cosftp::test
