use proptest::prelude::*;

use super::*;

/// Reads all of `bytes` at once, without a flush.
fn read(bytes: &[u8]) -> Vec<Input> {
    let mut inputs = Vec::new();
    Decoder::default().feed(bytes, &mut inputs);
    inputs
}

/// Tells inputs in one line.
fn told(inputs: &[Input]) -> String {
    let told: Vec<String> = inputs.iter().map(tell).collect();
    told.join(" ")
}

fn tell(input: &Input) -> String {
    match input {
        Input::Key(key) => tell_key(*key),
        Input::Mouse(mouse) => format!("{:?}@{},{}", mouse.kind, mouse.column, mouse.row),
        Input::Paste(text) => format!("{text:?}"),
        Input::Focus(is) => format!("focus:{is}"),
        Input::Reply(Reply::Cursor { column, row }) => format!("cursor:{column},{row}"),
        Input::Reply(Reply::Mode { mode, setting }) => format!("mode:{mode}={setting}"),
        Input::Reply(Reply::Attributes { sixel }) => format!("attributes:{sixel}"),
        Input::Reply(Reply::Program(program)) => format!("{program:?}"),
        Input::Reply(Reply::Cell { width, height }) => format!("cell:{width}×{height}"),
        Input::Reply(Reply::Registers(registers)) => format!("registers:{registers}"),
    }
}

fn tell_key(key: Key) -> String {
    let held = [(key.ctrl, "C-"), (key.alt, "A-"), (key.shift, "S-")];
    let held: String = held
        .iter()
        .filter(|(is, _)| *is)
        .map(|(_, name)| *name)
        .collect();
    match key.code {
        KeyCode::Char(c) => format!("{held}{c}"),
        code => format!("{held}{code:?}"),
    }
}

#[track_caller]
fn check(bytes: &str, wanted: &str) {
    assert_eq!(told(&read(bytes.as_bytes())), wanted, "{bytes:?}");
}

/// What `bytes` say when nothing follows them.
#[track_caller]
fn check_flushed(bytes: &[u8], wanted: &str) {
    let (mut decoder, mut inputs) = (Decoder::default(), Vec::new());
    decoder.feed(bytes, &mut inputs);
    assert!(decoder.patience().is_some(), "{bytes:?}");
    decoder.flush(&mut inputs);
    assert_eq!(told(&inputs), wanted, "{bytes:?}");
    assert_eq!(decoder.patience(), None);
}

#[test]
fn what_is_typed_is_a_key() {
    check("jJ?，文🇨", "j J ? ， 文 🇨");
    check("\r\n\t\x7f\x08", "Enter Enter Tab Backspace Backspace");
    check("\x01\x1a\0\x1c\x1f", "C-a C-z C-  C-\\ C-_");
    check("\u{85}\u{9b}a", "a");
}

#[test]
fn an_escape_alone_is_a_key_when_nothing_follows() {
    check("\x1b", "");
    check_flushed(b"\x1b", "Escape");
    check_flushed(b"\x1b\x1b", "Escape Escape");
    check("\x1bj", "A-j");
    check("\x1b文", "A-文");
    check("\x1b\x7f\x1b\r", "A-Backspace A-Enter");
    check_flushed(b"\x1b[", "A-[");
    check_flushed(b"\x1bO", "A-O");
    check_flushed(b"\x1b]", "A-]");
    check_flushed(b"\x1bP", "A-P");
}

#[test]
fn cursor_and_editing_keys_in_their_old_forms() {
    check(
        "\x1b[A\x1b[B\x1b[C\x1b[D\x1b[H\x1b[F",
        "Up Down Right Left Home End",
    );
    check("\x1bOA\x1bOD\x1bOH\x1bOF", "Up Left Home End");
    check(
        "\x1b[1~\x1b[2~\x1b[3~\x1b[4~\x1b[5~\x1b[6~",
        "Home Insert Delete End PageUp PageDown",
    );
    check("\x1b[7~\x1b[8~\x1b[Z", "Home End BackTab");
    check(
        "\x1b[1;5C\x1b[1;2A\x1b[3;3~\x1b[1;4D",
        "C-Right S-Up A-Delete A-S-Left",
    );
    check("\x1b[a\x1b[5^\x1bOM\x1bOj\x1bOy", "S-Up C-PageUp Enter * 9");
}

#[test]
fn function_keys_in_their_old_forms() {
    check("\x1bOP\x1bOQ\x1bOR\x1bOS", "F(1) F(2) F(3) F(4)");
    check(
        "\x1b[[A\x1b[[E\x1b[11~\x1b[15~\x1b[17~",
        "F(1) F(5) F(1) F(5) F(6)",
    );
    check(
        "\x1b[21~\x1b[24~\x1b[25~\x1b[29~\x1b[34~",
        "F(10) F(12) F(13) F(16) F(20)",
    );
    check("\x1b[1;2P\x1b[1;5S\x1b[15;2~", "S-F(1) C-F(4) S-F(5)");
}

#[test]
fn keys_by_their_code_points() {
    check(
        "\x1b[27u\x1b[13;2u\x1b[9;2u\x1b[127;5u",
        "Escape S-Enter BackTab C-Backspace",
    );
    check(
        "\x1b[97;5u\x1b[97;6u\x1b[97:65;2u\x1b[49:33;2u",
        "C-a C-A A !",
    );
    check("\x1b[106;1:1u\x1b[106;1:3u\x1b[106;9u", "j");
    check("\x1b[106;65u\x1b[20013u\x1b[57441;2u", "j 中");
    check(
        "\x1b[57399u\x1b[57413u\x1b[57414u\x1b[57417;5u",
        "0 + Enter C-Left",
    );
    check(
        "\x1b[27;5;105~\x1b[27;2;13~\x1b[27;6;9~",
        "C-i S-Enter C-BackTab",
    );
    check("\x1b[1;1:3A\x1b[1114112u\x1b[99999999999u\x1b[7u", "");
}

#[test]
fn the_mouse_presses_and_turns_its_wheel() {
    check("\x1b[<0;1;1M\x1b[<0;1;1m", "Press@0,0");
    check(
        "\x1b[<64;80;24M\x1b[<69;300;100M",
        "ScrollUp@79,23 ScrollDown@299,99",
    );
    check(
        "\x1b[<2;1;1M\x1b[<32;1;1M\x1b[<66;1;1M\x1b[<0;0;1M\x1b[<0M",
        "",
    );
    check("\x1b[M !!q", "Press@0,0 q");
    assert_eq!(told(&read(b"\x1b[M`\xf0\xffq")), "ScrollUp@207,222 q");
}

#[test]
fn what_is_pasted_is_text_and_no_key() {
    check(
        "\x1b[200~近年\r\nq\x03\x1b[31m。\x1b[201~q",
        "\"近年\\nq。\" q",
    );
    check("\x1b[200~a\x1b[201\x1b\x1b[201~", "\"a201\"");
    assert_eq!(told(&read(b"\x1b[200~a\xffb\x1b[201~")), "\"a\u{fffd}b\"");
    check_flushed(b"\x1b[200~abc\x1b[20", "\"abc\"");
}

#[test]
fn a_paste_without_measure_is_cut() {
    let mut bytes = b"\x1b[200~".to_vec();
    bytes.resize(bytes.len() + 3 * LONGEST_PASTE, b'a');
    bytes.extend_from_slice(b"\x1b[201~j");
    let inputs = read(&bytes);
    assert_eq!(inputs.len(), 2);
    assert!(matches!(&inputs[0], Input::Paste(text) if text.len() == LONGEST_PASTE));
}

#[test]
fn answers_are_told_from_keys() {
    check("\x1b[2;3R\x1b[24;80R", "cursor:2,1 cursor:79,23");
    check("\x1b[R\x1b[1;2R\x1b[1;5R", "F(3) S-F(3) C-F(3)");
    check("\x1b[1;40R", "cursor:39,0");
    check("\x1b[?2026;2$y\x1b[?2027;0$y", "mode:2026=2 mode:2027=0");
    check(
        "\x1b[?62;22;52c\x1b[?6c",
        "attributes:false attributes:false",
    );
    check(
        "\x1b[?62;4;22c\x1b[?4;6c",
        "attributes:true attributes:false",
    );
    check("\x1b[I\x1b[O", "focus:true focus:false");
}

#[test]
fn what_a_terminal_can_do_with_pictures_is_read() {
    check("\x1b[6;20;9t\x1b[4;400;639t\x1b[8;24;80t", "cell:9×20");
    check(
        "\x1b[?1;0;256S\x1b[?1;3S\x1b[?2;0;480;312S",
        "registers:256",
    );
    check(
        "\x1bP>|tmux 3.3a\x1b\\\x1bP>|kitty(0.26.5)\x1b\\\x1bP>|ghostty 1.0\x1b\\",
        "Tmux Kitty Kitty",
    );
    check(
        "\x1bP>|iTerm2 3.5.0\x07\x1bP>|WezTerm 2024\x1b\\\x1bP>|XTerm(379)\x1b\\",
        "ITerm2 ITerm2 Other",
    );
    check("\x1bP|kitty\x1b\\\x1b_>|kitty\x1b\\", "");
    let long = format!("\x1bP>|{}\x1b\\j", "x".repeat(1000));
    check(&long, "Other j");
}

#[test]
fn an_answer_that_nobody_asked_for_is_swallowed_whole() {
    check("\x1b]11;rgb:0000/0000/0000\x1b\\j", "j");
    check("\x1b]52;c;cXVpdA==\x07j", "j");
    check("\x1bP1+r544e=787465726d\x1b\\\x1b_Gi=1;OK\x1b\\j", "j");
    check(
        "\x1b[>0;276;0c\x1b[?1u\x1b[?997;1n\x1b[8;24;80t\x1b[?1;2;3R\x1b[4;1$yj",
        "j",
    );
    check("\x1bP=1s\x1b\\j", "j");
}

#[test]
fn an_answer_that_was_cut_is_given_up_whole() {
    check_flushed(b"\x1b[?2026;", "");
    check_flushed(b"\x1b]11;rgb:00", "");
    check_flushed(b"\x1b[1", "");
    check_flushed(b"\xe4\xb8", "");
}

#[test]
fn a_person_whose_keys_are_swallowed_gets_free() {
    check("\x1b]11;abc\rq", "Enter q");
    check("\x1b]11;abc\x1bq", "A-q");
    check("\x1b[12\x03", "C-c");
    check("\x1b[1;2\x1b[A", "Up");
}

#[test]
fn bytes_that_are_no_text_are_ignored() {
    assert_eq!(
        told(&read(b"a\xff\xc0\x80b\xe4\xb8c\xe4\xe4\xb8\xad")),
        "a b c 中"
    );
}

#[test]
fn an_endless_sequence_takes_no_memory() {
    for beginning in ["\x1b[", "\x1b]", "\x1bO", "\x1bP"] {
        let mut decoder = Decoder::default();
        let mut inputs = Vec::new();
        decoder.feed(beginning.as_bytes(), &mut inputs);
        for _ in 0..1000 {
            decoder.feed(&[b'1'; 1000], &mut inputs);
        }
        assert!(decoder.held.capacity() <= 2 * LONGEST_SEQUENCE);
        decoder.feed(b"A\x07\x1b\\q", &mut inputs);
        assert!(inputs.len() <= 3, "{}", told(&inputs));
    }
}

/// Pieces of what terminals send, whole and broken.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "\x1b",
            "[",
            "O",
            "]",
            "200~",
            "\x1b[200~",
            "\x1b[201~",
            "A",
            "1;5",
            "u",
            "文",
            "\x07",
            "\x1b\\",
            "<0;3;4M",
            "?62;c",
            "2;2R",
            "~",
            "M",
            "$y",
            "\r",
            "q",
        ])
        .prop_map(|piece| piece.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 1..3),
    ];
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_pieces_say_the_same(bytes in pieces(), cuts in prop::collection::vec(0..40usize, 0..8)) {
        let (mut decoder, mut inputs) = (Decoder::default(), Vec::new());
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (bytes.len() + 1)).collect();
        cuts.extend([0, bytes.len()]);
        cuts.sort_unstable();
        for cut in cuts.windows(2) {
            decoder.feed(&bytes[cut[0]..cut[1]], &mut inputs);
        }
        prop_assert_eq!(told(&inputs), told(&read(&bytes)));
        for input in &inputs {
            if let Input::Key(Key { code: KeyCode::Char(c), .. }) = input {
                prop_assert!(!c.is_control());
            }
        }
        decoder.flush(&mut inputs);
        prop_assert_eq!(decoder.patience(), None);
    }
}
