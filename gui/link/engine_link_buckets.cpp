// SPDX-License-Identifier: GPL-3.0-or-later
// What EngineLink tries and looks up at buckets and networks, whether the server runs or not.
#include "link/engine_host.h"
#include "link/engine_link.h"

#include <QPointer>

namespace cosftp {

namespace {

ProbeStep missingSecret(const Failure &failure)
{
    ProbeStep step;
    step.kind = ProbeStep::Kind::Reach;
    step.verdict = ProbeStep::Verdict::Failed;
    step.problem = failure.detail;
    step.advice = failure.advice;
    step.field = QStringLiteral("secret_key");
    return step;
}

}  // namespace

// --- Probes ---

quint64 EngineLink::newProbe(QObject *context, const Probe &probe)
{
    const quint64 id = ++m_lastProbe;
    m_probes.insert(id, probe);
    connect(context, &QObject::destroyed, this, [this, id] { cancelProbe(id); });
    return id;
}

void EngineLink::resolveBucket(const BucketSettings &bucket, QObject *context,
                               const Handler<BucketSettings> &handler)
{
    Settings wanted;
    wanted.buckets = {bucket};
    resolve(wanted, context, [handler](const Result<Settings> &resolved) {
        if (resolved)
            handler(resolved->buckets.value(0));
        else
            handler(resolved.error());
    });
}

void EngineLink::probeBucket(const BucketSettings &bucket, const QByteArray &prefix,
                             bool isReadOnly, QObject *context,
                             std::function<void(const ProbeStep &)> onStep,
                             std::function<void()> onFinished)
{
    const quint64 id = newProbe(context, {std::move(onStep), {}, std::move(onFinished)});
    resolveBucket(bucket, context,
                  [this, id, prefix, isReadOnly](const Result<BucketSettings> &known) {
                      if (!known)
                          return refuseProbe(id, known.error());
                      tell([id, prefix, isReadOnly, wanted = *known](EngineHost &host) {
                          host.startProbe(id, wanted, prefix, isReadOnly);
                      });
                  });
}

void EngineLink::checkNetwork(QObject *context, std::function<void(const NetworkStep &)> onStep,
                              std::function<void()> onFinished)
{
    const quint64 id = newProbe(context, {{}, std::move(onStep), std::move(onFinished)});
    tell([id](EngineHost &host) { host.startCheck(id); });
}

// Later, like every other answer.
void EngineLink::refuseProbe(quint64 id, const Failure &failure)
{
    const auto refuse = [this, id, failure] {
        takeProbeStep(id, missingSecret(failure));
        endProbe(id);
    };
    QMetaObject::invokeMethod(this, refuse, Qt::QueuedConnection);
}

void EngineLink::takeProbeStep(quint64 id, const ProbeStep &step)
{
    if (const auto onStep = m_probes.value(id).onStep)
        onStep(step);
}

void EngineLink::takeNetworkStep(quint64 id, const NetworkStep &step)
{
    if (const auto onStep = m_probes.value(id).onNetworkStep)
        onStep(step);
}

void EngineLink::endProbe(quint64 id)
{
    if (const auto onFinished = m_probes.take(id).onFinished)
        onFinished();
}

void EngineLink::cancelProbe(quint64 id)
{
    if (m_probes.remove(id) > 0)
        tell([id](EngineHost &host) { host.cancelProbe(id); });
}

// --- Unfinished uploads ---

// What the host calls in its thread; the answer is given in ours.
template <typename Answer>
Handler<Answer> EngineLink::acrossThreads(QObject *context, const Handler<Answer> &handler)
{
    return [this, asker = QPointer<QObject>(context), handler](const Result<Answer> &answer) {
        const auto deliver = [asker, handler, answer] {
            if (asker != nullptr)
                handler(answer);
        };
        QMetaObject::invokeMethod(this, deliver, Qt::QueuedConnection);
    };
}

void EngineLink::askUploads(const BucketSettings &bucket, QObject *context,
                            Handler<QList<UnfinishedUpload>> handler)
{
    const quint64 id = ++m_lastProbe;
    const auto answer = acrossThreads(context, handler);
    connect(context, &QObject::destroyed, this,
            [this, id] { tell([id](EngineHost &host) { host.cancelInventory(id); }); });
    resolveBucket(bucket, context, [this, id, answer](const Result<BucketSettings> &known) {
        if (!known)
            return answer(known.error());
        tell([id, answer, wanted = *known](EngineHost &host) {
            host.askUploads(id, wanted, answer);
        });
    });
}

void EngineLink::abortUploads(const BucketSettings &bucket, const QList<UnfinishedUpload> &uploads,
                              QObject *context, Handler<AbortedUploads> handler)
{
    const quint64 id = ++m_lastProbe;
    const auto answer = acrossThreads(context, handler);
    resolveBucket(bucket, this, [this, id, uploads, answer](const Result<BucketSettings> &known) {
        if (!known)
            return answer(known.error());
        tell([id, uploads, answer, wanted = *known](EngineHost &host) {
            host.abortUploads(id, wanted, uploads, answer);
        });
    });
}

}  // namespace cosftp
