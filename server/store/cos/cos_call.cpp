// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cos/cos_call.h"

#include "core/logging.h"
#include "core/text.h"
#include "core/thread_check.h"
#include "store/cos/answer_judge.h"
#include "store/cos/cos_error.h"
#include "store/cos/key_encoding.h"
#include "store/http/http_call.h"
#include "store/http/http_client.h"

#include <QTimer>

#include <cstdlib>

namespace cosftp {

namespace {

using Code = Failure::Code;

// Answers that a healthy server gets all day are no news.
bool isOrdinary(Code code)
{
    return code == Code::NotFound || code == Code::Changed || code == Code::RangeNotPossible
           || code == Code::NameNotAllowed || code == Code::Cancelled;
}

CosRequest probeRequest(std::chrono::milliseconds silenceLimit)
{
    CosRequest request;
    request.name = "probe";
    request.isOnBucket = true;
    request.query = {{"max-keys", "1"}};
    request.silenceLimit = silenceLimit;
    return request;
}

// A refusal that holds for every request, so that an upload cannot fare better.
bool concernsEverything(const Failure &failure)
{
    return failure.code == Code::Credentials || failure.storeCode == "NoSuchBucket"
           || failure.httpStatus == 402 || failure.httpStatus == 451;
}

Failure afterProbe(const Failure &failure, const Failure &refusal)
{
    Failure result = refusal;
    result.detail =
        QStringLiteral("%1 at every try of the upload, and a small request was refused: %2")
            .arg(failure.detail, refusal.detail);
    return result;
}

}  // namespace

CosCall::CosCall(std::shared_ptr<CosConnection> connection, CosRequest request, Judge judge,
                 QObject *parent)
    : QObject(parent), m_connection(std::move(connection)), m_request(std::move(request)),
      m_judge(std::move(judge)), m_state(m_connection->options.retry)
{
    assertThread(m_connection->http);
}

CosCall::~CosCall() { assertThread(*this); }

void CosCall::setTries(int tries)
{
    RetryPolicy policy = m_connection->options.retry;
    policy.tries = tries;
    m_state = RetryState(policy);
}

void CosCall::start()
{
    assertThread(*this);
    Q_ASSERT(m_step == Step::New);
    if (!m_connection->endpoint)
        return failLater(m_connection->endpoint.error());
    const Outcome key = m_request.isOnBucket ? Outcome(Done{}) : checkKey(m_request.key);
    if (!key)
        return failLater(key.error());
    m_startedAt = HostReach::Clock::now();
    prepare();
}

void CosCall::prepare()
{
    m_step = Step::Preparing;
    m_connection->credentials->get(
        this, [this](const Result<Credentials> &credentials) { onCredentials(credentials); });
}

void CosCall::onCredentials(const Result<Credentials> &credentials)
{
    if (!credentials)
        return failLater(credentials.error());
    const std::optional<Refusal> refusal = std::exchange(m_refusal, std::nullopt);
    m_hasNoOtherKey = refusal && *credentials == m_credentials;
    if (m_hasNoOtherKey && !isExpiredCredentials(refusal->failure))
        return follow(m_state.after(refusal->failure, refusal->facts), refusal->failure, {});
    m_credentials = *credentials;
    m_step = Step::Sending;
    send(m_request);
}

void CosCall::send(const CosRequest &request)
{
    m_signedWithOffset = m_connection->clock.offsetSeconds();
    m_http = new HttpCall(m_connection->http,
                          signedRequest(request, *m_connection->endpoint, host(), m_credentials,
                                        m_connection->clock.now()),
                          this);
    connect(m_http, &HttpCall::headersArrived, this, &CosCall::onStreamHeaders);
    connect(m_http, &HttpCall::ended, this, &CosCall::onEnded);
    m_sentAt.start();
    m_http->start();
}

QByteArray CosCall::host() const
{
    const CosEndpoint &endpoint = *m_connection->endpoint;
    return m_state.wantsFallbackHost() && !endpoint.fallbackHost.isEmpty() ? endpoint.fallbackHost
                                                                           : endpoint.host;
}

// Only from answers of the store: a box in between may have any time.
void CosCall::learnTime(const HttpAnswer &answer)
{
    m_connection->storeTime.learn(parseCosTime(answer.header("date")),
                                  std::chrono::milliseconds(m_sentAt.elapsed()));
}

// Whatever it is: the line to the host is there.
void CosCall::noteAnswer(const HttpAnswer &answer)
{
    if (answer.status == 0)
        return;
    if (const std::optional<QString> news = m_connection->reach->answered())
        qCWarning(lcStore).noquote() << m_connection->bucketId << *news;
}

void CosCall::onStreamHeaders()
{
    noteAnswer(m_http->answer());
    const Outcome outcome = m_judge(m_http->answer());
    disconnect(m_http, nullptr, this, nullptr);
    if (outcome) {
        learnTime(m_http->answer());
        m_step = Step::Ended;
        m_connection->acceptance.note(m_request);
        Q_EMIT opened();
        return;
    }
    const HttpAnswer answer = m_http->answer();
    std::exchange(m_http, nullptr)->deleteLater();
    onFailedTry(outcome.error(), answer);
}

HttpCall *CosCall::takeStream(QObject *newParent)
{
    assertThread(*this);
    m_http->setParent(newParent);
    return std::exchange(m_http, nullptr);
}

void CosCall::onEnded()
{
    const HttpAnswer answer = m_http->answer();
    std::exchange(m_http, nullptr)->deleteLater();
    noteAnswer(answer);
    if (m_step == Step::Probing)
        return onProbed(answer);
    const Outcome outcome = judged(answer);
    if (!outcome)
        return onFailedTry(outcome.error(), answer);
    learnTime(answer);
    m_connection->acceptance.note(m_request);
    finish(outcome);
}

Outcome CosCall::judged(const HttpAnswer &answer) const
{
    const bool isWhole = answer.trouble == HttpAnswer::Trouble::None && answer.isSuccess();
    // Copy and Complete answer 200 before they know how it ends.
    if (!isWhole || answer.body.contains("<Error"))
        if (const Failure failure = judgeRefusal(m_request, answer);
            !isWhole || !failure.storeCode.isEmpty())
            return failure;
    return m_judge(answer);
}

void CosCall::onFailedTry(Failure failure, const HttpAnswer &answer)
{
    const QByteArray requestId = answer.header("x-cos-request-id");
    if (!requestId.isEmpty())
        learnTime(answer);
    if (failure.httpStatus == 0)
        failure.httpStatus = answer.status;
    if (failure.requestId.isEmpty())
        failure.requestId = requestId;
    if (isAboutTheClock(failure, answer))
        failure = failureForCode("RequestTimeTooSkewed", answer.status);
    if (m_hasNoOtherKey && isExpiredCredentials(failure))
        failure.retryable = false;  // it does not get better by itself
    const bool isUpload = !m_request.body.isEmpty();
    const TryFacts facts{!requestId.isEmpty(), isUpload && maySwallowAnswer(answer),
                         isOddRefusal(failure) && m_connection->acceptance.isRecent(m_request)};
    const Remedy remedy = m_state.after(failure, facts);
    if (remedy == Remedy::RenewCredentials)
        m_refusal = Refusal{failure, facts};
    qCDebug(lcStore).noquote() << logName() << "try" << m_state.failedTries()
                               << "failed:" << describe(failure);
    follow(remedy, failure, answer);
}

// The answer to a HEAD has no body that could say so: but a refusal by a store that has another
// time than the one that was signed with is about that. Another request may have corrected the
// clock while this one was on its way.
bool CosCall::isAboutTheClock(const Failure &failure, const HttpAnswer &answer) const
{
    const QDateTime storeTime = storeTimeOf(answer);
    const CosClock &clock = m_connection->clock;
    const qint64 nowAsSigned = clock.now() - clock.offsetSeconds() + m_signedWithOffset;
    return answer.status == 403 && failure.storeCode.isEmpty() && storeTime.isValid()
           && std::abs(storeTime.toSecsSinceEpoch() - nowAsSigned) >= CosClock::toleranceSeconds;
}

void CosCall::follow(Remedy remedy, const Failure &failure, const HttpAnswer &answer)
{
    switch (remedy) {
    case Remedy::GiveUp:
        return finish(m_probeRefusal ? afterProbe(failure, *m_probeRefusal) : failure);
    case Remedy::TryAgain:
        if (failure.code == Code::Credentials)
            m_connection->credentials->renew(m_credentials);  // a rotated key may be there already
        return pause(failure);
    case Remedy::FixClock:
        return fixClock(failure, answer);
    case Remedy::RenewCredentials:
        m_connection->credentials->renew(m_credentials);
        return prepare();
    case Remedy::Probe:
        m_lastFailure = failure;
        return probe();
    }
}

void CosCall::fixClock(const Failure &failure, const HttpAnswer &answer)
{
    CosClock &clock = m_connection->clock;
    if (clock.correct(storeTimeOf(answer)))
        qCWarning(lcStore).noquote()
            << m_connection->bucketId << "the store's clock is" << clock.offsetSeconds()
            << "s ahead of this machine's; signatures are corrected. Set this machine's clock "
               "(NTP).";
    // Another request may have corrected it while this one was on its way.
    if (clock.offsetSeconds() != m_signedWithOffset)
        return prepare();
    finish(failure);
}

void CosCall::pause(const Failure &failure)
{
    m_step = Step::Pausing;
    QTimer::singleShot(m_state.pause(failure), this, &CosCall::prepare);
}

void CosCall::probe()
{
    m_step = Step::Probing;
    send(probeRequest(m_connection->options.metadataSilence));
}

void CosCall::onProbed(const HttpAnswer &answer)
{
    if (answer.status < 300)
        return pause(*m_lastFailure);
    const Failure refusal = failureFrom(answer);
    if (isClockFailure(refusal) || isExpiredCredentials(refusal) || concernsEverything(refusal))
        return onFailedTry(refusal, answer);
    // A key may be allowed to write and not to list, so this is only kept as an explanation.
    if (refusal.code == Code::Denied)
        m_probeRefusal = refusal;
    pause(*m_lastFailure);
}

QString CosCall::logName() const
{
    return m_connection->bucketId + QLatin1Char(' ') + QLatin1String(m_request.name)
           + QLatin1Char(' ') + QString::fromUtf8(escaped(QByteArrayView(m_request.key)));
}

void CosCall::failLater(const Failure &failure)
{
    QMetaObject::invokeMethod(
        this, [this, failure] { finish(failure); }, Qt::QueuedConnection);
}

// A store that has gone fails every request, which is one piece of news.
void CosCall::logFailure(const Failure &failure)
{
    const bool isSilence = failure.httpStatus == 0 && failure.retryable
                           && (failure.code == Code::Network || failure.code == Code::Timeout);
    HostReach::Silence silence{true, std::nullopt};
    if (isSilence && m_connection->reach != nullptr)
        silence = m_connection->reach->missed(m_startedAt, describe(failure));
    if (silence.line)
        qCWarning(lcStore).noquote() << m_connection->bucketId << *silence.line;
    if (silence.isOfThisRequest && !isOrdinary(failure.code))
        qCWarning(lcStore).noquote() << logName() << "failed:" << describe(failure);
    else
        qCDebug(lcStore).noquote() << logName() << describe(failure);
}

void CosCall::finish(const Outcome &outcome)
{
    if (std::exchange(m_step, Step::Ended) == Step::Ended)
        return;
    if (!outcome)
        logFailure(outcome.error());
    Q_EMIT finished(outcome);
}

}  // namespace cosftp
