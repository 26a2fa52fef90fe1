// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/history_client.h"
#include "history/stage.h"

#include <QRandomGenerator>

#include <optional>

namespace cosftp::test {

/// The names that all clients use.
QList<QByteArray> historyNames();
/// Sizes by key of the files in the text of an MLSD.
std::map<QByteArray, qint64> sizesInListing(const QByteArray &listing, const QByteArray &folder);

/// One client through a segment: connects to some server, does what the dice say, comes back after
/// its line broke, goes on with what it could not finish.
class Actor final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Actor)

public:
    Actor(Stage &stage, Recorder &recorder, int number, quint32 seed, const SegmentPlan &plan);
    ~Actor() override;

    void begin() { thinkThen(&Actor::next); }
    [[nodiscard]] bool isDone() const { return m_isDone; }

private:
    using Act = void (Actor::*)();
    /// An upload that the client wants to go on with.
    struct Unfinished
    {
        QByteArray key;
        qint64 totalBytes = 0;
        int tries = 0;
    };

    void thinkThen(Act act, qint64 mostUs = 60'000);
    void next();
    void connectAnywhere();
    void chooseNext();
    void goOn();
    void store();
    void storeInterrupted();
    void storeAt(const QByteArray &key, qint64 offset, qint64 bytes);
    void append(const QByteArray &key, qint64 from, qint64 bytes);
    void retrieve();
    void size();
    void list();
    void remove();
    void rename(Verb verb, const QByteArray &from, const QByteArray &to);
    void renameFolder();
    void setTime();
    void leave();

    void askSize(const QByteArray &key, std::function<void(qint64 bytes)> then);
    void resumeAt(const Unfinished &unfinished, qint64 bytes);
    void upload(Record record, const QByteArray &line);
    void onUploaded(OpId id, const Heard &heard);
    void onListed(OpId id, const Heard &heard);
    void onRenameBegun(OpId id, const Heard &heard);
    [[nodiscard]] Upload shaped(const QByteArray &line, const QByteArray &bytes);
    void send(OpId id, const Upload &upload);
    [[nodiscard]] Record recordOf(Verb verb, const QByteArray &key) const;
    void answered(OpId id, const Heard &heard);
    void finish(OpId id, const Heard &heard);
    [[nodiscard]] QByteArray drawName();
    [[nodiscard]] qint64 drawBytes();
    [[nodiscard]] bool isOneIn(int count) { return m_random.bounded(count) == 0; }

    Stage &m_stage;
    Recorder &m_recorder;
    QRandomGenerator m_random;
    std::unique_ptr<HistoryClient> m_client;
    std::vector<std::unique_ptr<HistoryClient>> m_silent;  ///< Their servers do not know it yet.
    QByteArray m_user;
    int m_number;
    int m_address;
    int m_server = 0;
    int m_session = 0;
    Moment m_opened;
    SegmentPlan m_plan;
    int m_left;
    std::optional<Unfinished> m_unfinished;
    bool m_isDone = false;
};

}  // namespace cosftp::test
