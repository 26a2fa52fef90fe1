// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/actor.h"

#include <algorithm>

namespace cosftp::test {

namespace {

constexpr qint64 kib = 1024;
constexpr qint64 mib = 1024 * kib;
constexpr qint64 ms = 1000;
constexpr qint64 second = 1000 * ms;
constexpr int firstAddress = 2;
constexpr int addresses = 3;
constexpr int mostTries = 4;

// "The first 1234 bytes are kept; REST 1234 goes on."
qint64 keptIn(const QByteArray &reply)
{
    const qsizetype at = reply.indexOf(" bytes are kept");
    if (at < 0)
        return 0;
    const qsizetype begin = reply.lastIndexOf(' ', at - 1) + 1;
    return reply.mid(begin, at - begin).toLongLong();
}

}  // namespace

// "type=file;size=12;... name"
std::map<QByteArray, qint64> sizesInListing(const QByteArray &listing, const QByteArray &folder)
{
    std::map<QByteArray, qint64> sizes;
    const QList<QByteArray> lines = listing.split('\n');
    for (const QByteArray &line : lines) {
        const qsizetype at = line.indexOf("size=", 0);
        const qsizetype name = line.indexOf(' ') + 1;
        if (at < 0 || name == 0 || !line.toLower().contains("type=file"))
            continue;
        const qint64 size = line.mid(at + 5, line.indexOf(';', at) - at - 5).toLongLong();
        sizes[(folder.isEmpty() ? folder : folder + '/') + line.mid(name).trimmed()] = size;
    }
    return sizes;
}

// What stands in f got there by a rename, mostly: else there is always something in both folders.
QList<QByteArray> historyNames()
{
    return {"a", "b", "log", "c", "d/x", "d/y", "e/x", "e/y", "f/x", "f/y"};
}

Actor::Actor(Stage &stage, Recorder &recorder, int number, quint32 seed, const SegmentPlan &plan)
    : m_stage(stage), m_recorder(recorder), m_random(seed), m_number(number),
      m_address(firstAddress + m_random.bounded(addresses)), m_plan(plan), m_left(plan.commandsEach)
{
    const QList<QByteArray> users{"ann", "ann", "ann", "bob", "guest"};
    m_user = users.at(m_random.bounded(users.size()));
}

Actor::~Actor() = default;

void Actor::thinkThen(Act act, qint64 mostUs)
{
    m_stage.timeline().after(
        m_random.bounded(mostUs), this, [this, act] { (this->*act)(); },
        m_stage.wallErrorUs(m_server));
}

void Actor::next()
{
    if (m_left <= 0)
        return leave();
    const bool wantsOther = m_client != nullptr && isOneIn(15);
    if (m_client == nullptr || !m_client->isOpen() || wantsOther)
        return connectAnywhere();
    --m_left;
    m_unfinished && !isOneIn(4) ? goOn() : chooseNext();
}

void Actor::leave()
{
    if (m_client != nullptr && m_client->isOpen())
        m_client->hangUp();
    m_silent.clear();
    m_isDone = true;
}

void Actor::connectAnywhere()
{
    if (m_client != nullptr && m_client->isOpen())
        m_client->hangUp();
    m_client.reset();
    m_server = m_random.bounded(m_stage.servers());
    if (isOneIn(6))
        m_address = firstAddress + m_random.bounded(addresses);
    if (m_stage.port(m_server) == 0)
        return thinkThen(&Actor::next, second);
    ++m_session;
    m_opened = m_recorder.moment();
    m_client = std::make_unique<HistoryClient>(m_stage.timeline(), m_stage.port(m_server),
                                               m_address, m_stage.wallErrorUs(m_server));
    m_client->logIn(m_user, [this](const Heard &heard) {
        if (heard.code != 230)
            m_client.release()->deleteLater();
        thinkThen(&Actor::next);
    });
}

// --- What to do

void Actor::chooseNext()
{
    switch (m_random.bounded(25)) {
    case 0:
    case 1:
    case 2:
    case 3:
    case 4:
        return store();
    case 5:
    case 6:
    case 7:
    case 8:
    case 9:
        return append(isOneIn(2) ? QByteArray("log") : drawName(), 0, drawBytes());
    case 10:
        return storeAt(drawName(), m_random.bounded(1, 40) * lineBytes, drawBytes());
    case 11:
    case 12:
    case 13:
    case 14:
        return retrieve();
    case 15:
    case 16:
        return size();
    case 17:
    case 18:
        return list();
    case 19:
        return remove();
    case 20:
    case 21:
        return isOneIn(2) ? rename(Verb::Rename, "a", "b") : rename(Verb::Rename, "b", "a");
    case 22:
        if (!m_plan.renamesFolders)
            return list();
        return renameFolder();
    case 23:
        return setTime();
    default:
        return storeInterrupted();
    }
}

QByteArray Actor::drawName()
{
    constexpr int seldom = 2;
    const QList<QByteArray> names = historyNames();
    const qsizetype often = isOneIn(10) ? names.size() : names.size() - seldom;
    return names.at(m_random.bounded(often));
}

qint64 Actor::drawBytes()
{
    const int dice = m_random.bounded(30);
    if (dice == 0)
        return m_random.bounded(mib, 5 * mib / 2) / lineBytes * lineBytes;
    if (dice < 3)
        return m_random.bounded(64 * kib, 300 * kib) / lineBytes * lineBytes;
    return m_random.bounded(4 * lineBytes, 16 * kib) / lineBytes * lineBytes;
}

Record Actor::recordOf(Verb verb, const QByteArray &key) const
{
    Record record;
    record.verb = verb;
    record.client = m_number;
    record.session = m_number * 1000 + m_session;
    record.user = m_user;
    record.address = m_address;
    record.server = m_server;
    record.opened = m_opened;
    record.key = key;
    record.mayReplace = m_user != "guest";
    return record;
}

// --- Uploads

void Actor::store()
{
    const QByteArray key = drawName();
    Record record = recordOf(Verb::Stor, key);
    record.sent.count = drawBytes();
    upload(record, "STOR " + key);
}

// Long enough that something of it is kept.
void Actor::storeInterrupted()
{
    Record record = recordOf(Verb::Stor, drawName());
    record.sent.count = m_random.bounded(3 * mib / 2, 3 * mib) / lineBytes * lineBytes;
    const OpId id = m_recorder.begin(record);
    Upload upload = shaped("STOR " + record.key, streamBytes(id, 0, record.sent.count));
    const QList<Ending> endings{Ending::Abort, Ending::ResetData, Ending::ResetData, Ending::Vanish,
                                Ending::Silence};
    upload.ending = endings.at(m_random.bounded(endings.size()));
    upload.sentBytes = m_random.bounded(mib + 64 * kib, record.sent.count);
    m_unfinished.reset();
    send(id, upload);
}

void Actor::append(const QByteArray &key, qint64 from, qint64 bytes)
{
    Record record = recordOf(Verb::Appe, key);
    record.sent.from = from;
    record.sent.count = bytes;
    upload(record, "APPE " + key);
}

void Actor::storeAt(const QByteArray &key, qint64 offset, qint64 bytes)
{
    m_client->ask("REST " + QByteArray::number(offset), [this, key, offset, bytes](const Heard &) {
        if (!m_client->isOpen())
            return thinkThen(&Actor::next);
        Record record = recordOf(Verb::RestStor, key);
        record.offset = offset;
        record.sent.from = offset;
        record.sent.count = bytes;
        upload(record, "STOR " + key);
    });
}

// As clients do: what the server says is there is there.
void Actor::goOn()
{
    const Unfinished unfinished = *m_unfinished;
    if (++m_unfinished->tries > mostTries || isOneIn(12)) {
        m_unfinished.reset();
        return chooseNext();
    }
    if (isOneIn(12))  // clients that only append
        return append(unfinished.key, 0, drawBytes());
    if (isOneIn(15))
        return retrieve();
    askSize(unfinished.key, [this, unfinished](qint64 bytes) { resumeAt(unfinished, bytes); });
}

void Actor::resumeAt(const Unfinished &unfinished, qint64 bytes)
{
    const qint64 rest = unfinished.totalBytes - bytes;
    if (!m_client->isOpen())
        return thinkThen(&Actor::next);
    if (bytes >= 0 && rest < 2 * lineBytes) {
        m_unfinished.reset();  // it looks complete
        return thinkThen(&Actor::next);
    }
    if (bytes <= 0) {
        Record record = recordOf(Verb::Stor, unfinished.key);
        record.sent.count = unfinished.totalBytes;
        return upload(record, "STOR " + unfinished.key);
    }
    if (isOneIn(4))
        return append(unfinished.key, bytes, rest);
    storeAt(unfinished.key, bytes, rest);
}

Upload Actor::shaped(const QByteArray &line, const QByteArray &bytes)
{
    Upload upload;
    upload.line = line;
    upload.bytes = bytes;
    upload.pieceBytes = m_random.bounded(16 * kib, 512 * kib);
    upload.pauseUs = isOneIn(3) ? 0 : m_random.bounded(40 * ms);
    const bool isLong = bytes.size() > 64 * kib;
    if (!isOneIn(isLong ? 3 : 15))
        return upload;
    const QList<Ending> endings{Ending::Abort, Ending::ResetData, Ending::Vanish, Ending::Vanish,
                                Ending::Silence};
    upload.ending = endings.at(m_random.bounded(endings.size()));
    upload.sentBytes = m_random.bounded(bytes.size());
    if (isOneIn(2))
        upload.sentBytes = upload.sentBytes / lineBytes * lineBytes;
    return upload;
}

void Actor::upload(Record record, const QByteArray &line)
{
    const OpId id = m_recorder.begin(record);
    send(id, shaped(line, streamBytes(id, record.sent.from, record.sent.count)));
}

void Actor::send(OpId id, const Upload &upload)
{
    m_recorder.at(id).isWhole = upload.ending == Ending::Whole;
    m_client->send(upload, [this, id](const Heard &heard) { onUploaded(id, heard); });
}

void Actor::onUploaded(OpId id, const Heard &heard)
{
    answered(id, heard);
    Record &record = m_recorder.at(id);
    record.kept = keptIn(heard.text);
    if (heard.text == "silent")
        m_silent.push_back(std::move(m_client));
    if (record.isAcknowledged() && m_unfinished && m_unfinished->key == record.key)
        m_unfinished.reset();
    const bool isWorthIt =
        !record.isAcknowledged() && heard.isBegun && record.verb != Verb::Appe && !m_unfinished;
    if (isWorthIt)
        m_unfinished = Unfinished{record.key, record.sent.end()};
    // An engine that was killed holds what it received for a while, and silence has to be noticed.
    thinkThen(&Actor::next, heard.code == 0 && isOneIn(3) ? m_plan.longPauseUs : 100 * ms);
}

// --- The rest

void Actor::answered(OpId id, const Heard &heard)
{
    m_recorder.end(id);
    Record &record = m_recorder.at(id);
    record.code = heard.code;
    record.reply = heard.text;
    record.isBegun = record.isBegun || heard.isBegun;
}

void Actor::finish(OpId id, const Heard &heard)
{
    answered(id, heard);
    thinkThen(&Actor::next);
}

void Actor::retrieve()
{
    const QByteArray key = m_unfinished && isOneIn(2) ? m_unfinished->key : drawName();
    const OpId id = m_recorder.begin(recordOf(Verb::Retr, key));
    m_client->fetch("RETR " + key, [this, id](const Heard &heard) {
        if (heard.code == 226)
            m_recorder.at(id).read = decomposed(heard.bytes);
        finish(id, heard);
    });
}

void Actor::askSize(const QByteArray &key, std::function<void(qint64 bytes)> then)
{
    const OpId id = m_recorder.begin(recordOf(Verb::Size, key));
    m_client->ask("SIZE " + key, [this, id, then = std::move(then)](const Heard &heard) {
        answered(id, heard);
        const qint64 bytes = heard.code == 213 ? heard.text.mid(4).toLongLong() : -1;
        m_recorder.at(id).size = bytes;
        then(bytes);
    });
}

void Actor::size()
{
    askSize(drawName(), [this](qint64) { thinkThen(&Actor::next); });
}

void Actor::list()
{
    const QList<QByteArray> folders{"", "", "d", "e", "f"};
    const QByteArray folder = folders.at(m_random.bounded(folders.size()));
    const OpId id = m_recorder.begin(recordOf(Verb::List, folder));
    m_client->fetch("MLSD /" + folder, [this, id](const Heard &heard) { onListed(id, heard); });
}

void Actor::onListed(OpId id, const Heard &heard)
{
    Record &record = m_recorder.at(id);
    if (heard.code == 226)
        record.listed = sizesInListing(heard.bytes, record.key);
    finish(id, heard);
}

void Actor::remove()
{
    const QByteArray key = drawName();
    const OpId id = m_recorder.begin(recordOf(Verb::Dele, key));
    m_client->ask("DELE " + key, [this, id](const Heard &heard) { finish(id, heard); });
}

void Actor::rename(Verb verb, const QByteArray &from, const QByteArray &to)
{
    Record record = recordOf(verb, from);
    record.target = to;
    const OpId id = m_recorder.begin(record);
    m_client->ask("RNFR " + from, [this, id](const Heard &heard) { onRenameBegun(id, heard); });
}

void Actor::onRenameBegun(OpId id, const Heard &heard)
{
    if (heard.code != 350)
        return finish(id, heard);
    m_recorder.at(id).isBegun = true;
    m_client->ask("RNTO " + m_recorder.at(id).target,
                  [this, id](const Heard &renamed) { finish(id, renamed); });
}

void Actor::renameFolder()
{
    const QList<std::pair<QByteArray, QByteArray>> ways{
        {"d", "f"}, {"e", "f"}, {"f", "d"}, {"f", "e"}, {"d", "e"}};
    const auto &[from, to] = ways.at(m_random.bounded(ways.size()));
    rename(Verb::RenameFolder, from, to);
}

void Actor::setTime()
{
    const QByteArray key = drawName();
    const OpId id = m_recorder.begin(recordOf(Verb::Mfmt, key));
    m_client->ask("MFMT 20240102030405 " + key,
                  [this, id](const Heard &heard) { finish(id, heard); });
}

}  // namespace cosftp::test
