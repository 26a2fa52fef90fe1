// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/http/http_call.h"

#include "core/text.h"
#include "core/thread_check.h"
#include "store/http/http_client.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>

#include <algorithm>

namespace cosftp {

namespace {

using Trouble = HttpAnswer::Trouble;

// Bodies through TLS want a small buffer, plain ones a larger one (measured).
constexpr qint64 tlsBufferBytes = 64LL * 1024;
constexpr qint64 plainBufferBytes = 256LL * 1024;

QUrl urlOf(const HttpRequest &request) { return QUrl::fromEncoded(request.url, QUrl::StrictMode); }

QByteArray hostOf(const QUrl &url)
{
    return (url.scheme() + QLatin1String("://") + url.authority()).toUtf8();
}

// Qt does not check header values: a line break in one would begin the next header.
bool isSendable(const HttpRequest &request, const QUrl &url)
{
    return url.isValid() && !url.host().isEmpty()
           && std::none_of(request.headers.begin(), request.headers.end(),
                           [](const NamedValue &header) {
                               return hasControlBytes(header.name) || hasControlBytes(header.value);
                           });
}

// Everything that Qt would do by itself between us and the store is switched off.
QNetworkRequest networkRequest(const HttpRequest &request)
{
    QNetworkRequest result(urlOf(request));
    result.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                        QNetworkRequest::ManualRedirectPolicy);
    result.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    result.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    for (const auto attribute :
         {QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::CookieSaveControlAttribute,
          QNetworkRequest::AuthenticationReuseAttribute})
        result.setAttribute(attribute, QNetworkRequest::Manual);
    result.setRawHeader("Accept-Encoding", "identity");
    result.setRawHeader("User-Agent", "cosftp/" COSFTP_VERSION);
    for (const NamedValue &header : request.headers)
        result.setRawHeader(header.name, header.value);
    return result;
}

QNetworkReply *sent(QNetworkAccessManager &manager, const HttpRequest &request)
{
    const QNetworkRequest prepared = networkRequest(request);
    switch (request.method) {
    case HttpRequest::Method::Get:
        return manager.get(prepared);
    case HttpRequest::Method::Head:
        return manager.head(prepared);
    case HttpRequest::Method::Put:
        return manager.put(prepared, request.body);
    case HttpRequest::Method::Post:
        return manager.post(prepared, request.body);
    case HttpRequest::Method::Delete:
        return manager.deleteResource(prepared);
    }
    return nullptr;
}

// A 4xx or 5xx answer is an error for Qt, but no trouble: it is an answer.
bool isOnlyStatus(QNetworkReply::NetworkError error, int status)
{
    const bool isContent =
        error >= QNetworkReply::ContentAccessDenied && error < QNetworkReply::ProtocolUnknownError;
    const bool isServer = error >= QNetworkReply::InternalServerError;
    return status >= 400 && error != QNetworkReply::ContentReSendError && (isContent || isServer);
}

Trouble troubleOf(QNetworkReply::NetworkError error, int status)
{
    if (error == QNetworkReply::NoError || isOnlyStatus(error, status))
        return Trouble::None;
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
        return Trouble::Refused;
    case QNetworkReply::HostNotFoundError:
        return Trouble::HostNotFound;
    case QNetworkReply::SslHandshakeFailedError:
        return Trouble::Tls;
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError:
    case QNetworkReply::UnknownNetworkError:
        return Trouble::Closed;
    default:
        return Trouble::Unknown;
    }
}

}  // namespace

HttpCall::HttpCall(HttpClient &client, HttpRequest request, QObject *parent)
    : QObject(parent), m_client(&client), m_request(std::move(request)),
      m_host(hostOf(urlOf(m_request)))
{
    assertThread(client);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &HttpCall::onTimer);
}

HttpCall::~HttpCall()
{
    assertThread(*this);
    if (m_reply) {
        disconnect(m_reply, nullptr, this, nullptr);
        m_reply->abort();
        m_reply->deleteLater();
    }
    leaveSlot();
}

void HttpCall::start()
{
    assertThread(*this);
    Q_ASSERT(m_step == Step::New);
    m_step = Step::Waiting;
    if (!m_client)
        return;
    if (isSendable(m_request, urlOf(m_request)))
        return m_client->enter(this);
    m_answer.trouble = Trouble::NotSendable;
    QMetaObject::invokeMethod(this, &HttpCall::end, Qt::QueuedConnection);
}

void HttpCall::run(QNetworkAccessManager &manager, int slot)
{
    m_slot = slot;
    m_step = Step::Running;
    m_reply = sent(manager, m_request);
    m_request.headers.clear();  // they hold the signature and perhaps a token
    if (m_request.isStream)
        m_reply->setReadBufferSize(m_request.url.startsWith("https") ? tlsBufferBytes
                                                                     : plainBufferBytes);
    connectReply();
    watch();
}

void HttpCall::connectReply()
{
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpCall::onMetaData);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpCall::onReadyRead);
    connect(m_reply, &QNetworkReply::uploadProgress, this, &HttpCall::onProgress);
    connect(m_reply, &QNetworkReply::finished, this, &HttpCall::onReplyFinished);
}

void HttpCall::takeHeaders()
{
    m_answer.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    m_answer.headers.clear();
    const auto pairs = m_reply->rawHeaderPairs();
    for (const auto &[name, value] : pairs)
        m_answer.headers += NamedValue{name.toLower(), value};
}

void HttpCall::onMetaData()
{
    if (m_step != Step::Running)
        return;
    onProgress();
    const bool isFirst = m_answer.status == 0;
    takeHeaders();
    if (isFirst && streams())
        Q_EMIT headersArrived();
}

void HttpCall::onProgress() { m_silence.restart(); }

void HttpCall::onReadyRead()
{
    if (m_step != Step::Running)
        return;
    onProgress();
    const QPointer<HttpCall> self(this);  // who hears headersArrived() may cancel
    if (m_answer.status == 0)
        onMetaData();
    if (!self)
        return;
    if (streams())
        Q_EMIT readyRead();
    else
        collect();
}

void HttpCall::collect()
{
    m_answer.body += m_reply->readAll();
    if (m_answer.body.size() > HttpRequest::maxWholeBodyBytes)
        stop(Trouble::TooLarge);
}

qint64 HttpCall::read(char *buffer, qint64 maxBytes)
{
    assertThread(*this);
    if (m_step == Step::Draining)
        return readRest(buffer, maxBytes);
    if (!m_reply || m_step != Step::Running)
        return 0;
    const qint64 bytes = std::max<qint64>(m_reply->read(buffer, maxBytes), 0);
    m_bytesRead += bytes;
    if (!hasUnread())
        watch();
    return bytes;
}

qint64 HttpCall::readRest(char *buffer, qint64 maxBytes)
{
    const qint64 bytes = std::min(maxBytes, m_rest.size() - m_restRead);
    std::copy_n(m_rest.constData() + m_restRead, bytes, buffer);
    m_restRead += bytes;
    m_bytesRead += bytes;
    // Later, so that a reader's loop is never ended from inside its own read().
    if (bytes > 0 && m_restRead == m_rest.size())
        QMetaObject::invokeMethod(this, &HttpCall::end, Qt::QueuedConnection);
    return bytes;
}

bool HttpCall::hasUnread() const { return m_reply && m_reply->bytesAvailable() > 0; }

// The clock runs while the store owes us something, not while we leave data unread.
void HttpCall::watch()
{
    onProgress();
    if (!m_timer.isActive())
        m_timer.start(m_request.silenceLimit);
}

void HttpCall::onTimer()
{
    if (m_step != Step::Running || (streams() && hasUnread()))
        return;  // read() starts the watch again
    const std::chrono::milliseconds silent{m_silence.elapsed()};
    if (silent < m_request.silenceLimit)
        m_timer.start(m_request.silenceLimit - silent);
    else
        stop(Trouble::Timeout);
}

void HttpCall::stop(Trouble trouble)
{
    disconnect(m_reply, nullptr, this, nullptr);
    m_reply->abort();
    m_answer.trouble = trouble;
    leaveSlot();
    end();
}

void HttpCall::onReplyFinished()
{
    if (m_step != Step::Running)
        return;
    const QPointer<HttpCall> self(this);
    if (m_answer.status == 0)
        onMetaData();
    if (!self)
        return;
    m_answer.trouble = troubleOf(m_reply->error(), m_answer.status);
    if (m_answer.trouble == Trouble::Tls)
        m_answer.detail = m_reply->errorString();  // has no URL, unlike the other texts
    if (!streams())
        collect();
    if (m_step != Step::Running)
        return;
    m_timer.stop();
    // Taken over: the reply dies with its manager, and a reader may take longer than that is kept.
    if (streams())
        m_rest = m_reply->readAll();
    std::exchange(m_reply, nullptr)->deleteLater();
    m_step = Step::Draining;
    leaveSlot();
    if (m_rest.isEmpty())
        end();
    else
        Q_EMIT readyRead();
}

void HttpCall::leaveSlot()
{
    if (m_slot < 0 || !m_client)
        return;
    m_client->leave(m_request.lane, std::exchange(m_slot, -1), m_host);
}

void HttpCall::end()
{
    if (std::exchange(m_step, Step::Ended) == Step::Ended)
        return;
    m_timer.stop();
    const bool hasBody = m_request.method != HttpRequest::Method::Head && m_answer.isSuccess()
                         && m_answer.status != 204;
    const qint64 received = streams() ? m_bytesRead : m_answer.body.size();
    // Qt reports some bodies that were cut as complete (plain HTTP, measured).
    if (m_answer.trouble == Trouble::None && hasBody
        && m_answer.contentLength().value_or(received) != received)
        m_answer.trouble = Trouble::Truncated;
    if (m_reply)
        std::exchange(m_reply, nullptr)->deleteLater();
    m_request.body.clear();
    Q_EMIT ended();
}

}  // namespace cosftp
