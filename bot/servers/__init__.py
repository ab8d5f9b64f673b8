"""What each server sets, and who may moderate there."""
