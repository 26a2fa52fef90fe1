// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/timeline.h"

#include <QHostAddress>
#include <QTcpSocket>

#include <memory>

namespace cosftp::test {

/// A reply; code 0: the line ended first.
struct Heard
{
    int code = 0;
    QByteArray text;
    QByteArray bytes;      ///< Of a download or listing.
    bool isBegun = false;  ///< 150 came.
};

/// How an upload ends.
enum class Ending {
    Whole,
    Abort,      ///< ABOR.
    ResetData,  ///< The data connection is reset.
    Vanish,     ///< Both are.
    Silence     ///< The client says nothing any more, its connections stay.
};

struct Upload
{
    QByteArray line;  ///< "STOR name"
    QByteArray bytes;
    Ending ending = Ending::Whole;
    qint64 sentBytes = 0;  ///< Before it breaks off.
    qint64 pieceBytes = 65'536;
    qint64 pauseUs = 0;  ///< Between two pieces.
};

/// An FTP client in the event loop: one thing at a time, and a handler for what came of it.
class HistoryClient final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HistoryClient)

public:
    using Handler = std::function<void(const Heard &)>;

    /// Connects from 127.0.0.`address`.
    HistoryClient(Timeline &timeline, quint16 port, int address, qint64 wallErrorUs);
    ~HistoryClient() override;

    /// Greeting, USER, PASS, TYPE I: code 230 or what was refused.
    void logIn(const QByteArray &user, Handler handler);
    void ask(const QByteArray &line, Handler handler);
    void send(const Upload &upload, Handler handler);
    void fetch(const QByteArray &line, Handler handler);
    [[nodiscard]] bool isOpen() const { return !m_isLost; }
    void hangUp();

private:
    void onControlReadable();
    void onControlLost();
    void onReply(int code, const QByteArray &line);
    void onDataPort(const QByteArray &line);
    void onData();
    void onDataClosed();
    void dropData();
    void sendPiece();
    void breakOff();
    void endTransfer();
    void finish(const Heard &heard);

    /// What the next reply answers.
    enum class Step { Idle, Greeting, User, Pass, Type, Line, DataPort, Begin, Moving, AbortEnd };

    Timeline &m_timeline;
    QTcpSocket m_control;
    std::unique_ptr<QTcpSocket> m_data;
    int m_address;
    qint64 m_wallErrorUs;
    Step m_step = Step::Greeting;
    Handler m_handler;
    QByteArray m_user;
    Upload m_upload;
    bool m_isUpload = false;
    Heard m_heard;
    qint64 m_sent = 0;
    bool m_isDataDone = false;
    bool m_isAnswered = false;
    bool m_isLost = false;
};

}  // namespace cosftp::test
