use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn visit() -> VisitId {
    VisitId(Uuid::from_u128(1))
}

/// Plays moves from [`TicketState::Waiting`].
fn play(moves: &[TicketMove]) -> Result<TicketState, IllegalMove> {
    moves
        .iter()
        .try_fold(TicketState::Waiting, |state, step| state.after(*step))
}

const CALL: TicketMove = TicketMove::Call { counter: 3 };
const HOLD: TicketMove = TicketMove::Hold { until: None };

#[test]
fn an_ordinary_visit() {
    let start = TicketMove::Start { visit: visit() };
    assert_eq!(
        play(&[CALL, start]),
        Ok(TicketState::Serving {
            counter: 3,
            visit: visit()
        })
    );
    assert_eq!(
        play(&[CALL, start, TicketMove::Finish]),
        Ok(TicketState::Ended {
            how: TicketEnd::Served
        })
    );
}

#[test]
fn absent_only_after_three_calls() {
    assert_eq!(
        play(&[CALL, TicketMove::Recall, TicketMove::NoShow]),
        Err(IllegalMove::CalledTooSeldom { calls: 2 })
    );
    let three = [CALL, TicketMove::Recall, TicketMove::Recall];
    let absent = [&three[..], &[TicketMove::NoShow]].concat();
    assert_eq!(play(&absent), Ok(TicketState::NoShow));
    let back = [&absent[..], &[TicketMove::Reinstate]].concat();
    assert_eq!(play(&back), Ok(TicketState::Waiting));
}

#[test]
fn held_and_mis_keyed_come_back_to_the_lane() {
    assert_eq!(
        play(&[CALL, HOLD, TicketMove::Return]),
        Ok(TicketState::Waiting)
    );
    assert_eq!(
        play(&[CALL, TicketMove::UndoCall]),
        Ok(TicketState::Waiting)
    );
    assert_eq!(
        play(&[HOLD, CALL]),
        Ok(TicketState::Called {
            counter: 3,
            times: 1
        }),
        "a held visitor at the counter is called as they are"
    );
}

#[test]
fn illegal_moves_name_the_state() {
    let error = play(&[TicketMove::Finish]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a ticket that is waiting cannot take this step"
    );
    assert!(play(&[CALL, CALL]).is_err(), "called twice at once");
    assert!(play(&[TicketMove::Return]).is_err());
    assert!(play(&[CALL, TicketMove::Start { visit: visit() }, HOLD]).is_err());
}

fn any_move() -> impl Strategy<Value = TicketMove> {
    prop_oneof![
        (1u16..5).prop_map(|counter| TicketMove::Call { counter }),
        Just(TicketMove::Recall),
        Just(TicketMove::UndoCall),
        Just(TicketMove::Start { visit: visit() }),
        Just(TicketMove::Finish),
        Just(TicketMove::NoShow),
        Just(HOLD),
        Just(TicketMove::Return),
        Just(TicketMove::Reinstate),
        Just(TicketMove::Leave),
        Just(TicketMove::CloseDay),
    ]
}

proptest! {
    #[test]
    fn nothing_happens_after_the_end(
        moves in proptest::collection::vec(any_move(), 0..40), last in any_move(),
    ) {
        let mut state = TicketState::Waiting;
        for step in moves {
            state = state.after(step).unwrap_or(state);
        }
        let closed = state.after(TicketMove::CloseDay).unwrap_or(state);
        prop_assert!(closed.is_over(), "every day can be closed");
        prop_assert_eq!(closed.after(last), Err(IllegalMove::State(closed)));
    }
}
