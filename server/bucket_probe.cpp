// SPDX-License-Identifier: GPL-3.0-or-later
#include "bucket_probe.h"

#include "probe_bench.h"
#include "probe_verdict.h"
#include "store/object_reader.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

#include <array>

namespace cosftp {

namespace {

using Kind = ProbeStep::Kind;
using Verdict = ProbeStep::Verdict;

constexpr int listedKeys = 100;
constexpr qint64 sampleBytes = 1024;

QByteArray randomName() { return QByteArray::number(QRandomGenerator::global()->generate64(), 36); }

}  // namespace

/// Runs the stages one after the other. What is told goes through the event loop, because whoever
/// listens may destroy the probe.
class BucketProbe::Private
{
public:
    Private(BucketProbe *owner, const BucketSettings &what, const QByteArray &prefix,
            bool isReadOnly);
    ~Private();

    void next();

private:
    struct Stage
    {
        Kind kind;
        void (Private::*begin)();
    };
    static QList<Stage> allStages();
    static QList<Stage> readingStages();

    void reach();
    void list();
    void upload();
    void download();
    void multipart();
    void copy();
    void removeObjects();

    void onListed(const Result<ListPage> &page);
    void onInitiated(const Result<QByteArray> &uploadId);
    void onPartStored(const QByteArray &uploadId, const Result<StoredPart> &part);
    void onAborted(const Outcome &outcome);
    void onRemoved(const QByteArray &key, const Outcome &outcome);
    void readFrom(ObjectReader *reader);
    void onRead(const Outcome &outcome);

    void endWith(const Outcome &outcome, const char *action);
    void skip(const char *why);
    void end();

    BucketProbe *q;
    BucketSettings bucket;
    QByteArray prefixOfListing;
    QByteArray key;
    QByteArray copyKey;
    QByteArray body;
    QList<Stage> stages;
    qsizetype at = 0;
    ProbeStep step;
    QElapsedTimer clock;
    std::unique_ptr<ProbeBench> bench;
    std::unique_ptr<QObject> requests;  // context of all questions; dies before the bench
    QByteArray readableKey;             // something that can be downloaded; empty: nothing
    QByteArray received;
    bool isReachable = true;
    bool isUploaded = false;
};

BucketProbe::Private::Private(BucketProbe *owner, const BucketSettings &what,
                              const QByteArray &prefix, bool isReadOnly)
    : q(owner), bucket(what), prefixOfListing(prefix),
      key(prefix + ".cosftp-probe-" + randomName()), copyKey(key + "-copy"),
      body("COS FTP Server tries whether it may write here; this object may be removed.\n"),
      stages(isReadOnly ? readingStages() : allStages()), bench(std::make_unique<ProbeBench>(what)),
      requests(std::make_unique<QObject>())
{}

BucketProbe::Private::~Private()
{
    requests.reset();
    if (!bench->keys.isEmpty() || !bench->multipartKey.isEmpty())
        (new ProbeCleaner(std::move(bench)))->start();
}

QList<BucketProbe::Private::Stage> BucketProbe::Private::allStages()
{
    return {{Kind::Reach, &Private::reach},         {Kind::List, &Private::list},
            {Kind::Upload, &Private::upload},       {Kind::Download, &Private::download},
            {Kind::Multipart, &Private::multipart}, {Kind::Copy, &Private::copy},
            {Kind::Delete, &Private::removeObjects}};
}

QList<BucketProbe::Private::Stage> BucketProbe::Private::readingStages()
{
    return {{Kind::Reach, &Private::reach},
            {Kind::List, &Private::list},
            {Kind::Download, &Private::download}};
}

void BucketProbe::Private::next()
{
    if (at == stages.size()) {
        Q_EMIT q->finished();
        return;
    }
    const Stage &stage = stages.at(at++);
    step = {};
    step.kind = stage.kind;
    clock.start();
    if (!isReachable)
        return skip("the bucket was not reached");
    (this->*stage.begin)();
}

// --- The stages ---

// A refusal is an answer too: whether the key may list is the next stage's question.
void BucketProbe::Private::reach()
{
    bench->store->headBucket(requests.get(), [this](const Outcome &outcome) {
        const bool isAnswered = outcome || outcome.error().storeCode == "AccessDenied";
        isReachable = isAnswered;
        endWith(isAnswered ? Outcome(Done{}) : outcome, "");
    });
}

void BucketProbe::Private::list()
{
    ListRequest request;
    request.prefix = prefixOfListing;
    request.maxKeys = listedKeys;
    bench->store->list(request, requests.get(),
                       [this](const Result<ListPage> &page) { onListed(page); });
}

void BucketProbe::Private::onListed(const Result<ListPage> &page)
{
    if (!page)
        return endWith(page.error(), "cos:GetBucket");
    for (const ObjectInfo &object : page->objects)
        if (object.sizeBytes > 0 && readableKey.isEmpty())
            readableKey = object.key;
    endWith(Done{}, "");
}

void BucketProbe::Private::upload()
{
    bench->keys += key;
    const auto onStored = [this](const Result<StoredObject> &stored) {
        isUploaded = stored.has_value();
        if (isUploaded)
            readableKey = key;
        else
            bench->keys.clear();
        endWith(stored ? Outcome(Done{}) : Outcome(stored.error()), "cos:PutObject");
    };
    bench->store->put(key, body, {}, &bench->making,
                      bench->maker<StoredObject>(requests.get(), onStored));
}

void BucketProbe::Private::download()
{
    if (readableKey.isEmpty())
        return skip("there is no object that could be read");
    received.clear();
    ObjectReader *reader = bench->store->read(
        readableKey, isUploaded ? ByteRange{} : ByteRange{0, sampleBytes}, {}, requests.get());
    QObject::connect(reader, &ObjectReader::readyRead, requests.get(),
                     [this, reader] { readFrom(reader); });
    QObject::connect(
        reader, &ObjectReader::finished, requests.get(),
        [this, reader](const Outcome &outcome) {
            reader->deleteLater();
            onRead(outcome);
        },
        Qt::QueuedConnection);
}

void BucketProbe::Private::readFrom(ObjectReader *reader)
{
    std::array<char, sampleBytes> buffer{};
    for (qint64 count = -1; count != 0;) {
        count = reader->read(buffer.data(), buffer.size());
        received.append(buffer.data(), count);
    }
}

void BucketProbe::Private::onRead(const Outcome &outcome)
{
    if (outcome && isUploaded && received != body)
        return endWith(
            Failure::of(Failure::Code::Corrupt, QStringLiteral("the object came back changed")),
            "");
    endWith(outcome, "cos:GetObject");
}

void BucketProbe::Private::multipart()
{
    bench->multipartKey = key;
    const auto onBegun = [this](const Result<QByteArray> &uploadId) { onInitiated(uploadId); };
    bench->store->initiateUpload(key, {}, &bench->making,
                                 bench->maker<QByteArray>(requests.get(), onBegun));
}

void BucketProbe::Private::onInitiated(const Result<QByteArray> &uploadId)
{
    if (!uploadId) {
        bench->multipartKey.clear();
        return endWith(uploadId.error(), "cos:InitiateMultipartUpload");
    }
    bench->store->putPart(
        key, *uploadId, 1, QByteArray(ObjectStore::minPartBytes, 'x'), requests.get(),
        [this, id = *uploadId](const Result<StoredPart> &part) { onPartStored(id, part); });
}

// The abort comes also when the part was refused; the first failure is the one that is told.
void BucketProbe::Private::onPartStored(const QByteArray &uploadId, const Result<StoredPart> &part)
{
    if (!part)
        explainFailure(step, part.error(), bucket, QStringLiteral("cos:UploadPart"));
    bench->store->abortUpload(key, uploadId, requests.get(),
                              [this](const Outcome &outcome) { onAborted(outcome); });
}

void BucketProbe::Private::onAborted(const Outcome &outcome)
{
    if (outcome)
        bench->multipartKey.clear();
    if (step.verdict == Verdict::Failed)
        return end();
    endWith(outcome, "cos:AbortMultipartUpload");
}

void BucketProbe::Private::copy()
{
    if (!isUploaded)
        return skip("there is no object of ours that could be copied");
    CopyRequest request;
    request.sourceKey = key;
    request.targetKey = copyKey;
    bench->keys += copyKey;
    // Writing was allowed a moment ago, so a refusal is about reading the source.
    const auto onCopied = [this](const Result<StoredObject> &copied) {
        if (!copied)
            bench->keys.removeOne(copyKey);
        endWith(copied ? Outcome(Done{}) : Outcome(copied.error()), "cos:GetObject");
    };
    bench->store->copy(request, &bench->making,
                       bench->maker<StoredObject>(requests.get(), onCopied));
}

void BucketProbe::Private::removeObjects()
{
    if (bench->keys.isEmpty())
        return skip("there is no object of ours that could be removed");
    const QByteArray doomed = bench->keys.last();
    bench->store->remove(doomed, requests.get(),
                         [this, doomed](const Outcome &outcome) { onRemoved(doomed, outcome); });
}

void BucketProbe::Private::onRemoved(const QByteArray &doomed, const Outcome &outcome)
{
    bench->keys.removeOne(doomed);
    if (outcome && !bench->keys.isEmpty())
        return removeObjects();
    if (outcome)
        return endWith(outcome, "");
    bench->keys.clear();  // refused now is refused later
    explainFailure(step, outcome.error(), bucket, QStringLiteral("cos:DeleteObject"));
    step.problem +=
        QStringLiteral("; the object %1 stays in the bucket").arg(QString::fromUtf8(doomed));
    end();
}

// --- The end of a stage ---

void BucketProbe::Private::endWith(const Outcome &outcome, const char *action)
{
    step.verdict = Verdict::Passed;
    if (!outcome)
        explainFailure(step, outcome.error(), bucket, QString::fromLatin1(action));
    end();
}

void BucketProbe::Private::skip(const char *why)
{
    step.verdict = Verdict::Skipped;
    step.problem = QStringLiteral("not tried: ") + QString::fromLatin1(why);
    end();
}

void BucketProbe::Private::end()
{
    step.milliseconds = static_cast<int>(clock.elapsed());
    const auto tell = [probe = q, done = step] {
        QPointer<BucketProbe> alive(probe);
        Q_EMIT probe->stepDone(done);
        if (alive != nullptr)
            probe->d->next();
    };
    QMetaObject::invokeMethod(q, tell, Qt::QueuedConnection);
}

BucketProbe::BucketProbe(const BucketSettings &bucket, QByteArray prefix, bool isReadOnly,
                         QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, bucket, prefix, isReadOnly))
{}

BucketProbe::~BucketProbe() = default;

void BucketProbe::start() { d->next(); }

}  // namespace cosftp
