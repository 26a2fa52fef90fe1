// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cos/cvm_role_credentials.h"

#include "core/logging.h"
#include "store/http/http_call.h"
#include "store/http/http_client.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

namespace cosftp {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds silenceLimit = 3s;  // it is on this machine's own link
const QByteArray rolesPath = "/latest/meta-data/cam/security-credentials/";

Failure noRole(const QString &detail)
{
    Failure failure = Failure::of(Failure::Code::Credentials, detail);
    failure.retryable = true;
    failure.advice =
        QStringLiteral("Bind a CAM role to this CVM instance, or give the bucket a key "
                       "in the settings.");
    return failure;
}

}  // namespace

Result<Credentials> parseRoleCredentials(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    Credentials credentials;
    credentials.secretId = object.value(QLatin1String("TmpSecretId")).toString().toUtf8();
    credentials.secretKey = object.value(QLatin1String("TmpSecretKey")).toString().toUtf8();
    credentials.token = object.value(QLatin1String("Token")).toString().toUtf8();
    credentials.expiresAt =
        static_cast<qint64>(object.value(QLatin1String("ExpiredTime")).toDouble());
    const bool isComplete = !credentials.secretId.isEmpty() && !credentials.secretKey.isEmpty()
                            && !credentials.token.isEmpty() && credentials.expiresAt > 0;
    if (!isComplete || object.value(QLatin1String("Code")).toString() != QLatin1String("Success"))
        return noRole(QStringLiteral("the metadata service gave no complete key"));
    return credentials;
}

CvmRoleCredentials::CvmRoleCredentials(QByteArray role, HttpClient &http, CredentialOptions options)
    : m_role(std::move(role)), m_http(http), m_options(std::move(options))
{}

CvmRoleCredentials::~CvmRoleCredentials() = default;

bool CvmRoleCredentials::isUsable() const { return m_current.expiresAt > m_options.clock(); }

void CvmRoleCredentials::get(QObject *context, Handler<Credentials> handler)
{
    const qint64 now = m_options.clock();
    const bool hasFailedLately = now < m_lastFailure + pauseAfterFailureSeconds;
    const bool isDue = m_current.expiresAt - renewBeforeSeconds <= now;
    if (isUsable()) {
        if (isDue && !hasFailedLately)
            fetch();
        return handler(m_current);
    }
    m_waiting += Waiting{context, std::move(handler)};
    fetch();
}

// Many requests meet the same expired set; only the first of them drops it.
void CvmRoleCredentials::renew(const Credentials &expired)
{
    if (m_current == expired)
        m_current = {};
}

void CvmRoleCredentials::fetch()
{
    if (std::exchange(m_isFetching, true))
        return;
    if (m_role.isEmpty())
        ask(rolesPath, &CvmRoleCredentials::onRoleName);
    else
        ask(rolesPath + QUrl::toPercentEncoding(QString::fromUtf8(m_role)),
            &CvmRoleCredentials::onKeys);
}

void CvmRoleCredentials::ask(const QByteArray &path,
                             void (CvmRoleCredentials::*then)(const HttpAnswer &))
{
    HttpRequest request;
    request.url = m_options.metadataBase + path;
    request.silenceLimit = silenceLimit;
    auto *call = new HttpCall(m_http, request, this);
    connect(call, &HttpCall::ended, this, [this, call, then] {
        call->deleteLater();
        (this->*then)(call->answer());
    });
    call->start();
}

void CvmRoleCredentials::onRoleName(const HttpAnswer &answer)
{
    const QByteArray role = answer.body.split('\n').first().trimmed();
    if (answer.trouble != HttpAnswer::Trouble::None || answer.status != 200 || role.isEmpty())
        return conclude(noRole(QStringLiteral("the metadata service names no role (http=%1, %2)")
                                   .arg(answer.status)
                                   .arg(QLatin1String(nameOf(answer.trouble)))));
    ask(rolesPath + QUrl::toPercentEncoding(QString::fromUtf8(role)), &CvmRoleCredentials::onKeys);
}

void CvmRoleCredentials::onKeys(const HttpAnswer &answer)
{
    if (answer.trouble != HttpAnswer::Trouble::None || answer.status != 200)
        return conclude(noRole(QStringLiteral("the metadata service gave no key (http=%1, %2)")
                                   .arg(answer.status)
                                   .arg(QLatin1String(nameOf(answer.trouble)))));
    conclude(parseRoleCredentials(answer.body));
}

void CvmRoleCredentials::conclude(const Result<Credentials> &result)
{
    m_isFetching = false;
    if (result) {
        m_current = *result;
    } else {
        m_lastFailure = m_options.clock();
        qCWarning(lcStore).noquote() << "CVM role: no new key:" << describe(result.error());
    }
    const QList<Waiting> waiting = std::exchange(m_waiting, {});
    for (const Waiting &each : waiting)
        if (each.context)
            each.handler(result);
}

}  // namespace cosftp
