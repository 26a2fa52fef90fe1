// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/store_job.h"

#include "core/logging.h"
#include "core/text.h"
#include "core/thread_check.h"
#include "ftp/session.h"

#include <array>
#include <chrono>

namespace cosftp {

namespace {
// A killed client's kernel closes its data and control connections in any order, within
// microseconds, but the second end may travel longer than the first. This long the control
// connection is watched after the end of the data before the upload counts as complete: in clear
// text that is all that tells a whole file from a part of one. Where nothing is replaced, a part is
// no loss of what was there. Under TLS close_notify has told it.
constexpr std::chrono::milliseconds graceForNew{2};
constexpr std::chrono::milliseconds graceForReplaced{100};
// Other sessions of this thread want their turn too: one piece a turn keeps a turn of a hundred
// transfers in the range of ten milliseconds.
constexpr qint64 pieceBytes = 64LL * 1024;
constexpr int maxReadsPerTurn = 2;  // the second one meets the end of the stream
constexpr std::size_t textBytes = 64 * 1024;

// Somebody else was quicker: nothing is wrong with the transfer.
Phase phaseOf(const Failure &why)
{
    return why.code == Failure::Code::Changed ? Phase::Lookup : Phase::Transfer;
}

const char *verbOf(UploadWish::Mode mode)
{
    switch (mode) {
    case UploadWish::Mode::Append:
        return "APPE ";
    case UploadWish::Mode::Unique:
        return "STOU ";
    case UploadWish::Mode::Whole:
    case UploadWish::Mode::At:
        break;
    }
    return "STOR ";
}
}  // namespace

StoreJob::StoreJob(Session &session, VirtualPath path, UploadWish wish)
    : DataJob(session), m_path(std::move(path)), m_wish(wish),
      m_running(session.services().running), m_announcedBytes(wish.announcedBytes),
      m_isBinary(session.state().isBinary)
{
    setSubject(verbOf(wish.mode) + m_path.toBytes());
    m_speedTimer.setSingleShot(true);
    connect(&m_speedTimer, &QTimer::timeout, this, &StoreJob::pump);
    m_waitingTimer.setSingleShot(true);
    connect(&m_waitingTimer, &QTimer::timeout, this, &StoreJob::showWaiting);
}

StoreJob::~StoreJob()
{
    assertThread(*this);
    if (m_run != 0)
        m_running->ended(m_run);
}

void StoreJob::dataReady()
{
    assertThread(*this);
    if (m_nameRefusal)
        return fail(*m_nameRefusal);
    m_speed = session().speedLimits(&Bandwidth::up);
    m_upload = new Upload(*m_mount->store, session().services().budgets, uploadRequest(), this);
    m_waitingTimer.stop();
    if (m_hold)
        m_hold->begun();
    beginRecord();
    registerRun();
    connect(m_upload, &Upload::spaceAvailable, this, &StoreJob::pump);
    connect(m_upload, &Upload::partStored, this, &StoreJob::noteParts);
    connect(m_upload, &Upload::finished, this, &StoreJob::onStored);
    connect(channel(), &Channel::readable, this, &StoreJob::pump);
    channel()->setReading(true);
    pump();
}

// Another session of the same user may want to go on with this upload before this server has
// noticed that the client is gone.
void StoreJob::registerRun()
{
    m_run = m_running->began({{m_mount->bucket, session().state().user.name, m_key},
                              session().clientAddress(),
                              session().id(),
                              m_pulse});
    connect(m_running.get(), &RunningUploads::parkAsked, this, [this](quint64 run) {
        if (run != m_run || m_isPublishing)
            return;
        m_isTakenOver = true;
        fail(Failure::of(Failure::Code::Cancelled,
                         QStringLiteral("another session of the user goes on with it")));
    });
    connect(m_running.get(), &RunningUploads::lookAsked, this, [this](quint64 run) {
        if (run == m_run)
            lookForClient();
    });
}

void StoreJob::beginRecord()
{
    if (m_record.transferId() == 0)
        m_record.begin(session(), TransferRecord::Direction::Upload, m_path, m_mount->bucket, m_key,
                       m_announcedBytes > 0 ? m_announcedBytes : -1);
}

// Bytes that came before the line broke may still wait to be read, and the break behind them.
void StoreJob::lookForClient()
{
    assertThread(*this);
    const bool isMoving = step() == Step::Moving && !m_endReply && !m_hasInputEnded;
    if (isMoving && !isClientThere())
        fail(Failure::of(Failure::Code::Cancelled,
                         QStringLiteral("the control connection is gone")));
    m_running->looked(m_run);
}

// Runs when bytes came and when memory came; stops reading, and so the client, while there is no
// memory.
void StoreJob::pump()
{
    for (int turn = 0; turn < maxReadsPerTurn; ++turn) {
        if (step() != Step::Moving || m_endReply || m_hasInputEnded || !drainText())
            return;
        const std::span<char> space = m_upload->space();
        channel()->setReading(!space.empty());
        setWaitingForPeer(!space.empty());
        m_pulse->setWaitingForClient(!space.empty());
        if (space.empty())
            return;
        const qint64 allowed = m_speed.available();
        if (allowed <= 0)
            return pauseForSpeed();
        const qint64 count = receive(space, allowed);
        if (count > 0 && !isWithinQuota(count))
            return;
        if (count > 0)
            continue;
        switch (channel()->end()) {
        case StreamEnd::Open:
            return m_upload->rest();
        case StreamEnd::Finished:
            return inputEnded();
        case StreamEnd::Unprotected:
            m_dataEnd = UploadFacts::Data::Reset;
            return fail(Failure::of(Failure::Code::Cancelled,
                                    QStringLiteral("TLS ended without close_notify")));
        case StreamEnd::Cut:
            m_dataEnd = UploadFacts::Data::Reset;
            return fail(Failure::of(Failure::Code::Cancelled,
                                    QStringLiteral("the data connection was reset")));
        }
    }
}

void StoreJob::pauseForSpeed()
{
    channel()->setReading(false);
    setWaitingForPeer(false);
    m_pulse->setWaitingForClient(false);
    m_upload->rest();
    m_speedTimer.start(m_speed.wait());
}

void StoreJob::noteParts()
{
    m_record.setPartsInFlight(m_upload->partsInFlight());
    m_record.setPartsDone(m_upload->partsDone());
}

qint64 StoreJob::receive(std::span<char> space, qint64 allowed)
{
    if (m_isBinary) {
        const qint64 count = channel()->read(
            space.data(), std::min({static_cast<qint64>(space.size()), pieceBytes, allowed}));
        if (count > 0) {
            m_speed.take(count);
            m_pulse->beat();
            noteMoved(count);
            m_upload->commit(count);
            noteParts();
        }
        return count;
    }
    static thread_local std::array<char, textBytes> buffer;
    const qint64 count =
        channel()->read(buffer.data(), std::min(static_cast<qint64>(buffer.size()), allowed));
    if (count > 0) {
        m_speed.take(count);
        m_pulse->beat();
        noteMoved(count);
        takeText(m_decoder.convert(QByteArrayView(buffer.data(), count)));
    }
    return count;
}

void StoreJob::takeText(QByteArrayView bytes)
{
    m_text.append(bytes);
    drainText();
}

// TYPE A: moves decoded bytes into the upload. False while some are left because there is no
// memory.
bool StoreJob::drainText()
{
    while (!m_text.isEmpty()) {
        const std::span<char> space = m_upload->space();
        setWaitingForPeer(!space.empty());
        if (space.empty()) {
            if (channel() != nullptr)
                channel()->setReading(false);
            return false;
        }
        const qsizetype count = std::min(m_text.size(), static_cast<qsizetype>(space.size()));
        std::copy_n(m_text.constData(), count, space.data());
        m_text.remove(0, count);
        m_upload->commit(count);
        if (step() != Step::Moving)
            return false;
    }
    return true;
}

// --- The end of the stream

// Clients announce the whole file or what they will send; either is enough.
bool StoreJob::isShortOfAllo() const
{
    return m_isBinary && m_start.offset + bytesMoved() < m_announcedBytes;
}

void StoreJob::inputEnded()
{
    m_text.append(m_decoder.finish());
    if (!drainText())
        return;  // comes again with the next memory: the channel's end stays
    m_hasInputEnded = true;
    m_dataEnd = UploadFacts::Data::Finished;
    setWaitingForPeer(false);
    m_pulse->setWaitingForClient(false);
    const bool isProven = session().state().protection.isPrivate;
    closeChannel();
    if (isShortOfAllo())
        return fail(Failure::of(Failure::Code::Cancelled,
                                QStringLiteral("%1 bytes came and ALLO announced %2")
                                    .arg(m_start.offset + bytesMoved())
                                    .arg(m_announcedBytes)));
    if (m_upload->isInParts())
        m_upload->finishInput();  // the last parts are on their way meanwhile
    const bool isNew = isProven || session().tree().hasFile(m_path) == false;
    QTimer::singleShot(isNew ? graceForNew : graceForReplaced, Qt::PreciseTimer, this, [this] {
        m_isControlTrusted = true;
        publishIfSure();
    });
}

void StoreJob::publishIfSure()
{
    if (step() != Step::Moving || !m_hasInputEnded || !m_isControlTrusted || !m_isNameChecked
        || m_isPublishing)
        return;
    if (!m_endReply && !isClientThere())
        return fail(Failure::of(Failure::Code::Cancelled,
                                QStringLiteral("the control connection is gone")));
    publish();
}

void StoreJob::publish()
{
    m_isPublishing = true;
    m_record.setState(TransferRecord::State::Finishing);
    m_upload->finishInput();
    m_permit->give();
}

// Once publishing has begun it is carried through: the client sent everything, and the store may
// have it already.
void StoreJob::cancel()
{
    assertThread(*this);
    if (!m_isPublishing && !m_endReply)
        DataJob::cancel();
}

// A killed client's kernel ends the data as a whole upload ends it; that the control connection
// still stands is all that tells the two apart. Who says QUIT when all the data has come is alive.
bool StoreJob::isClientThere() const
{
    Channel &control = session().control();
    return m_hasSaidGoodbye || (control.isOpen() && control.peekEnd() == StreamEnd::Open);
}

// A QUIT that was sent ahead of the data says nothing of it.
void StoreJob::goodbyeCame()
{
    const bool hasDataEnded =
        m_hasInputEnded || (channel() != nullptr && channel()->hasReceivedFin());
    m_hasSaidGoodbye = m_hasSaidGoodbye || hasDataEnded;
}

void StoreJob::controlLost()
{
    if (!m_hasSaidGoodbye)
        cancel();
}

void StoreJob::lineHalfClosed()
{
    assertThread(*this);
    if (m_hasSaidGoodbye || m_isPublishing || m_endReply || step() == Step::Ended)
        return;
    m_record.setError(QStringLiteral("The client closed the control connection too early."));
    const QString cause = QStringLiteral("the control connection was closed");
    windDown(Failure::of(Failure::Code::Cancelled, cause),
             session().refusal(426,
                               "The control connection was closed before the upload was stored.",
                               cause, subject()));
}

// An ABOR, a client that stands still or has gone and one whose place another session took wait for
// no reply.
bool StoreJob::isClientSending() const
{
    const bool isOpen = channel() != nullptr && channel()->end() == StreamEnd::Open
                        && m_dataEnd == UploadFacts::Data::Open;
    return isOpen && !isStalled() && !m_isTakenOver && !session().isAbortAsked()
           && !session().isEndedByServer() && session().control().isOpen();
}

UploadFacts StoreJob::facts(const Failure &why) const
{
    UploadFacts facts;
    facts.data = m_dataEnd;
    if (why.code == Failure::Code::Timeout && why.httpStatus == 0)
        facts.data = UploadFacts::Data::Stalled;
    facts.isControlAlive = isClientThere();
    facts.isAborted = session().isAbortAsked();
    facts.isShortOfAllo = m_hasInputEnded && isShortOfAllo();
    facts.isOverLimit = why.code == Failure::Code::TooLarge;
    facts.isNotStorable = m_isNameRefused;
    facts.hasStoreFailed = m_hasStoreFailed;
    facts.isServerStopping = session().isEndedByServer();
    facts.isKicked = m_isTakenOver;
    return facts;
}

// Everything that ends an upload before it is complete comes through here, once.
void StoreJob::windDown(const Failure &why, const Reply &reply)
{
    assertThread(*this);
    if (m_endReply)
        return;  // it is ending already
    if (m_upload == nullptr)
        return DataJob::windDown(why, reply);
    m_end = uploadEndOf(facts(why));
    const UploadFate fate = uploadFateOf(m_end, session().state().user.interruptedUploads);
    if (fate == UploadFate::Discard || !m_isBinary)
        return DataJob::windDown(why, reply);
    takeWhatHasCome();
    m_endReply = reply;
    setWaitingForPeer(false);
    leaveChannel();
    m_running->ending(m_run);
    if (fate == UploadFate::Park)
        return m_upload->park(why);
    m_hasInputEnded = true;
    m_isControlTrusted = true;
    publishIfSure();
}

// What the kernel holds when the line breaks need not be sent again.
void StoreJob::takeWhatHasCome()
{
    constexpr qint64 most = 16LL * 1024 * 1024;
    const qint64 before = bytesMoved();
    while (channel() != nullptr && !m_hasInputEnded && bytesMoved() - before < most) {
        const std::span<char> space = m_upload->space();
        if (space.empty() || receive(space, pieceBytes) <= 0)
            return;
    }
}

void StoreJob::stopWork()
{
    assertThread(*this);
    m_waitingTimer.stop();
    releaseName();
    if (m_upload == nullptr)
        return m_record.finish(false);
    m_upload->disconnect(this);
    m_upload->abandon(Failure::of(Failure::Code::Cancelled));
    m_record.finish(false);
    qCInfo(lcTransfer).noquote() << session().tag()
                                 << "upload not stored:" << escaped(m_path.toBytes()) << "after"
                                 << bytesMoved() << "bytes:" << wordsFor(m_end)
                                 << "(the old object, if any, is untouched)";
}

void StoreJob::onStored(const Result<StoredObject> &result)
{
    assertThread(*this);
    if (!result)
        return onNotStored(result.error());
    session().state().forgetTold(m_path);
    session().tree().noteStored(m_path, m_upload->bytesReceived(), result->etag, m_attributes);
    if (m_hold)
        m_hold->stored(m_upload->bytesReceived());
    m_record.finish(true);
    qCInfo(lcTransfer).noquote() << session().tag() << "user" << escaped(session().state().userName)
                                 << "stored" << escaped(m_mount->bucket + '/' + m_key)
                                 << m_upload->bytesReceived() << "bytes in"
                                 << m_record.elapsed().count() << "ms"
                                 << (m_endReply ? wordsFor(m_end) : "");
    const bool tellsName = m_wish.mode == UploadWish::Mode::Unique;
    end(m_endReply.value_or(Reply{226, tellsName ? m_path.name() : "Stored.", {}, {}}));
}

void StoreJob::onNotStored(const Failure &why)
{
    const qint64 kept = m_upload->parkedBytes();
    session().tree().forget(m_path);  // somebody else may have stored there meanwhile
    Reply reply = m_endReply ? *m_endReply : session().explain(why, phaseOf(why), subject());
    if (kept > 0)
        session().state().noteKept(m_path, m_upload->parkedId(), kept);
    if (kept > 0)
        reply.text += " The first " + QByteArray::number(kept) + " bytes are kept; REST "
                      + QByteArray::number(kept) + " goes on.";
    qCInfo(lcTransfer).noquote() << session().tag() << "upload"
                                 << (kept > 0 ? "parked:" : "not stored:")
                                 << escaped(m_path.toBytes()) << "after" << bytesMoved() << "bytes,"
                                 << kept << "kept:" << describe(why);
    if (!m_endReply)
        m_record.setError(explanation(why), reply.reference);
    if (kept > 0)
        m_record.setParked(kept);
    m_record.finish(false);
    end(reply);
}

void StoreJob::end(const Reply &reply)
{
    leaveChannel();
    releaseName();
    if (const quint64 run = std::exchange(m_run, 0))
        m_running->ended(run);
    finish(reply);
}

}  // namespace cosftp
