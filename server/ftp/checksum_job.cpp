// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/checksum_job.h"

#include "core/text.h"
#include "core/thread_check.h"
#include "ftp/session.h"
#include "transfer/background_digest.h"
#include "transfer/download.h"

namespace cosftp {

namespace {

constexpr std::chrono::seconds quietTime{1};     // after this the reply begins
constexpr std::chrono::seconds lineInterval{5};  // FileZilla gives up after 20 s, WinSCP after 15 s
constexpr qint64 blockBytes = 512LL * 1024;

int codeOf(ChecksumRequest::Form form)
{
    switch (form) {
    case ChecksumRequest::Form::Hash:
        return 213;
    case ChecksumRequest::Form::XVerb:
        return 250;
    case ChecksumRequest::Form::Md5:
        return 251;
    }
    return 250;
}

}  // namespace

Reply ChecksumRequest::answer(qint64 endOfRange, const QByteArray &hex) const
{
    QByteArray text;
    switch (form) {
    case Form::Hash:
        text = QByteArray(nameOf(algorithm)) + ' ' + QByteArray::number(first) + '-'
               + QByteArray::number(endOfRange) + ' ' + hex + ' ' + shownPath;
        break;
    case Form::XVerb:
        text = hex.toUpper();
        break;
    case Form::Md5:
        text = shownPath + ' ' + hex.toUpper();
        break;
    }
    return {codeOf(form), text, {}, {}};
}

ChecksumJob::ChecksumJob(Session &session, ChecksumRequest request)
    : DataJob(session), m_request(std::move(request))
{
    setSubject("checksum of " + m_request.path.toBytes());
    connect(&m_working, &QTimer::timeout, this, &ChecksumJob::sayWorking);
}

ChecksumJob::~ChecksumJob() = default;

void ChecksumJob::start()
{
    assertThread(*this);
    const std::optional<Location> at =
        findFile(m_request.path, [](const Rights &rights) { return rights.canRead; });
    if (!at)
        return;
    session().tree().statFile(m_request.path, this,
                              [this, at = *at](const Result<Entry> &entry) { onEntry(at, entry); });
}

void ChecksumJob::onEntry(const Location &at, const Result<Entry> &entry)
{
    assertThread(*this);
    if (!entry)
        return fail(entry.error());
    const bool isWhole =
        m_request.first == 0 && m_request.end.value_or(entry->sizeBytes) == entry->sizeBytes;
    m_end = m_request.end.value_or(entry->sizeBytes);
    if (m_request.first > m_end || m_end > entry->sizeBytes)
        return finish({501, "The range lies outside of the file.", {}, {}});
    const QByteArray known = storedDigest(*entry, nameOf(m_request.algorithm));
    if (isWhole && !known.isEmpty())
        return finish(m_request.answer(m_end, known));
    const qint64 limit = session().settings().limits.hashMaxBytes;
    if (m_end - m_request.first > limit)
        return finishRefused(552,
                             "Checksums are limited to " + QByteArray::number(limit)
                                 + " bytes here (hash_max_size).",
                             QStringLiteral("hash_max_size"));
    read(at, *entry);
}

void ChecksumJob::read(const Location &at, const Entry &entry)
{
    m_etag = entry.etag;
    m_readsToEnd = m_end == entry.sizeBytes;
    m_digest = new BackgroundDigest(m_request.algorithm, this);
    if (m_request.first == m_end)
        return succeed();
    m_download = new Download(*at.mount->store, at.key, m_request.first, this);
    connect(m_download, &Download::opened, this, &ChecksumJob::pump);
    connect(m_download, &Download::readyRead, this, &ChecksumJob::pump);
    connect(m_download, &Download::finished, this, &ChecksumJob::onReadEnded);
    connect(m_digest, &BackgroundDigest::added, this, &ChecksumJob::pump);
    m_working.start(quietTime);
    m_download->start();
}

// One block is computed while the next one fills the network's buffers.
void ChecksumJob::pump()
{
    if (step() == Step::Ended || m_digest->isBusy())
        return;
    const qint64 left = m_end - m_request.first - bytesMoved();
    if (left == 0)
        return m_isRead || !m_readsToEnd ? succeed() : void();
    if (m_isRead)
        return failLate(Failure::of(Failure::Code::Changed));
    QByteArray block(std::min(left, blockBytes), Qt::Uninitialized);
    const qint64 count = m_download->read(block.data(), block.size());
    if (count <= 0)
        return;
    if (!m_etag.isEmpty() && m_download->info().etag != m_etag)
        return failLate(Failure::of(Failure::Code::Changed));
    block.truncate(count);
    noteMoved(count);
    m_digest->add(block);
}

void ChecksumJob::onReadEnded(const Outcome &outcome)
{
    assertThread(*this);
    if (!outcome)
        return failLate(outcome.error());
    m_isRead = true;
    pump();
}

void ChecksumJob::succeed()
{
    const Reply reply = m_request.answer(m_end, m_digest->hex());
    stopWork();
    finish(reply);
}

// The last word of a reply is what clients take for the checksum: here it cannot be one.
void ChecksumJob::failLate(const Failure &failure)
{
    if (!m_hasBegun || step() == Step::Ended)
        return fail(failure);
    const Reply why =
        session().explain(failure, Phase::Transfer, "checksum of " + m_request.shownPath);
    stopWork();
    finish({codeOf(m_request.form), "NO CHECKSUM: " + why.text, {}, {}});
}

void ChecksumJob::sayWorking()
{
    const QByteArray code = QByteArray::number(codeOf(m_request.form));
    const QByteArray line = m_hasBegun ? ' ' + QByteArray::number(bytesMoved()) + " bytes so far"
                                       : code + "-Computing " + nameOf(m_request.algorithm) + " of "
                                             + escaped(m_request.shownPath);
    m_hasBegun = true;
    m_working.start(lineInterval);
    session().sendText(line + "\r\n");
}

void ChecksumJob::cancel()
{
    assertThread(*this);
    failLate(Failure::of(Failure::Code::Cancelled, QStringLiteral("by the client or the server")));
}

void ChecksumJob::stopWork()
{
    m_working.stop();
    dismiss(m_download);
    dismiss(m_digest);
}

}  // namespace cosftp
