use crate::support::refused;
use whatsmate_sandbox::Answer;
use whatsmate_sandbox::answer::JSON_LIMIT;

#[test]
fn what_takes_too_much_memory_is_refused() {
    // Two quotes are part of it.
    let longest = "a".repeat(JSON_LIMIT - 2);
    assert_eq!(Answer::json(&longest).status, 200);
    refused(&Answer::json(&(longest + "a")), 400, "limit");
}
