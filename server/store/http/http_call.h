// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/http/http_message.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

class QNetworkAccessManager;
class QNetworkReply;

namespace cosftp {

class HttpClient;

/// One request on its way. Signals come later than start(), in this order: headersArrived() and
/// readyRead() only for a stream that was answered with 2xx, ended() exactly once. A stream ends
/// after its last byte was read(). Destroying the call cancels it. Runs in the client's thread.
class HttpCall final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HttpCall)

public:
    HttpCall(HttpClient &client, HttpRequest request, QObject *parent);
    ~HttpCall() override;

    void start();
    /// Status and headers are there from headersArrived() on, the rest from ended() on.
    [[nodiscard]] const HttpAnswer &answer() const { return m_answer; }
    /// Streams only: up to `maxBytes` of the body; 0: nothing now.
    qint64 read(char *buffer, qint64 maxBytes);
    [[nodiscard]] qint64 bytesRead() const { return m_bytesRead; }

Q_SIGNALS:
    void headersArrived();
    void readyRead();
    void ended();

private:
    friend class HttpClient;
    enum class Step { New, Waiting, Running, Draining, Ended };

    [[nodiscard]] Lane lane() const { return m_request.lane; }
    [[nodiscard]] const QByteArray &host() const { return m_host; }
    void run(QNetworkAccessManager &manager, int slot);
    void connectReply();
    void onMetaData();
    void onReadyRead();
    void onProgress();
    void onReplyFinished();
    void onTimer();
    void collect();
    qint64 readRest(char *buffer, qint64 maxBytes);
    void takeHeaders();
    void watch();
    void leaveSlot();
    void stop(HttpAnswer::Trouble trouble);  ///< Gives the reply up.
    void end();
    [[nodiscard]] bool streams() const { return m_request.isStream && m_answer.isSuccess(); }
    [[nodiscard]] bool hasUnread() const;

    QPointer<HttpClient> m_client;
    HttpRequest m_request;
    QByteArray m_host;
    HttpAnswer m_answer;
    QPointer<QNetworkReply> m_reply;
    QTimer m_timer;
    QElapsedTimer m_silence;
    QByteArray m_rest;  ///< Of a stream, once all of it has come.
    qint64 m_restRead = 0;
    qint64 m_bytesRead = 0;
    int m_slot = -1;
    Step m_step = Step::New;
};

}  // namespace cosftp
