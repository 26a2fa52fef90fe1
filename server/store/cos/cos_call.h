// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/cos/cos_connection.h"
#include "store/cos/cos_request.h"
#include "store/cos/retry_policy.h"

#include <QObject>

namespace cosftp {

class HttpCall;

/// One question to the store, with its retries: fetches credentials, signs, sends, judges the
/// answer, and tries again where that may help. finished() comes exactly once, later than start();
/// for a stream that was answered well opened() comes instead, and takeStream() hands over the
/// body.
class CosCall final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CosCall)

public:
    /// Looks at a 2xx answer whose body is no Error; a failure it returns may be retryable.
    using Judge = std::function<Outcome(const HttpAnswer &)>;

    CosCall(std::shared_ptr<CosConnection> connection, CosRequest request, Judge judge,
            QObject *parent);
    ~CosCall() override;

    void setTries(int tries);  ///< Before start().
    void start();
    /// After opened(): the answer, and the body to be read. The caller becomes its parent.
    [[nodiscard]] HttpCall *takeStream(QObject *newParent);

Q_SIGNALS:
    void opened();
    void finished(const cosftp::Outcome &outcome);

private:
    enum class Step { New, Preparing, Sending, Probing, Pausing, Ended };

    /// What the store said to a key, while another one is being looked for.
    struct Refusal
    {
        Failure failure;
        TryFacts facts;
    };

    void prepare();
    void onCredentials(const Result<Credentials> &credentials);
    void send(const CosRequest &request);
    void onStreamHeaders();
    void onEnded();
    void onFailedTry(Failure failure, const HttpAnswer &answer);
    [[nodiscard]] bool isAboutTheClock(const Failure &failure, const HttpAnswer &answer) const;
    void follow(Remedy remedy, const Failure &failure, const HttpAnswer &answer);
    void fixClock(const Failure &failure, const HttpAnswer &answer);
    void pause(const Failure &failure);
    void probe();
    void onProbed(const HttpAnswer &answer);
    void learnTime(const HttpAnswer &answer);
    void noteAnswer(const HttpAnswer &answer);
    void logFailure(const Failure &failure);
    [[nodiscard]] Outcome judged(const HttpAnswer &answer) const;
    [[nodiscard]] QByteArray host() const;
    [[nodiscard]] QString logName() const;
    void failLater(const Failure &failure);
    void finish(const Outcome &outcome);

    std::shared_ptr<CosConnection> m_connection;
    CosRequest m_request;
    Judge m_judge;
    RetryState m_state;
    Credentials m_credentials;
    std::optional<Refusal> m_refusal;
    bool m_hasNoOtherKey = false;
    qint64 m_signedWithOffset = 0;
    HostReach::Clock::time_point m_startedAt;
    QElapsedTimer m_sentAt;
    HttpCall *m_http = nullptr;
    std::optional<Failure> m_lastFailure;
    std::optional<Failure> m_probeRefusal;
    Step m_step = Step::New;
};

}  // namespace cosftp
